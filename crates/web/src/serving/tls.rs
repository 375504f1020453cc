//! TLS from a certificate and a key in PEM files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// The files.
#[derive(Clone, Debug)]
pub struct Tls {
    /// The certificate and those that sign it, PEM.
    pub certificate: PathBuf,
    /// Its private key, PEM.
    pub key: PathBuf,
}

/// Why TLS cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum TlsFault {
    /// A file is missing or is not PEM.
    #[error("`{}` cannot be read as a PEM file: {reason}", .file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The certificate and the key do not go together, or are of no kind that TLS takes.
    #[error("the certificate and the key cannot be used: {0}")]
    Unfit(rustls::Error),
}

/// TLS 1.2 and 1.3 with the ring provider, HTTP/2 and HTTP/1.1.
///
/// # Errors
/// [`TlsFault`].
pub(super) fn configure(tls: &Tls) -> Result<ServerConfig, TlsFault> {
    let fault = |file: &Path, reason: &dyn std::fmt::Display| TlsFault::File {
        file: file.to_owned(),
        reason: reason.to_string(),
    };
    let certificates = CertificateDer::pem_file_iter(&tls.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| fault(&tls.certificate, &error))?;
    if certificates.is_empty() {
        return Err(fault(&tls.certificate, &"there is no certificate in it"));
    }
    let key = PrivateKeyDer::from_pem_file(&tls.key).map_err(|error| fault(&tls.key, &error))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(certificates, key))
        .map_err(TlsFault::Unfit)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let tls = Tls { certificate: "no/such/certificate.pem".into(), key: "key.pem".into() };
        assert!(configure(&tls).unwrap_err().to_string().contains("no/such/certificate.pem"));
    }

    #[test]
    fn a_file_that_is_no_certificate_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("certificate.pem");
        std::fs::write(&file, "not PEM").unwrap();
        let refused = configure(&Tls { certificate: file.clone(), key: file }).unwrap_err().to_string();
        assert!(refused.contains("certificate.pem") && refused.contains("no certificate"), "{refused}");
    }
}
