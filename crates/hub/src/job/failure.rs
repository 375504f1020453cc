//! Why a job failed, in words that somebody can act on, in both languages.

use dolen_model::Bilingual;
use dolen_store::StoreFault;

use super::JobFailure;
use crate::HubFault;

/// What becomes of a job that failed.
pub(crate) struct Failure {
    pub(crate) told: JobFailure,
    /// Whether it may well go another time, without anybody mending anything.
    pub(crate) is_passing: bool,
}

/// What a fault means for a job. What went wrong in English is the fault's own line, which has no person's value.
pub(crate) fn failure(fault: &HubFault) -> Failure {
    let is_passing = matches!(
        fault,
        HubFault::Store(StoreFault::Unreachable(_) | StoreFault::Unsettled | StoreFault::Busy | StoreFault::Full)
            | HubFault::TakenOver
    );
    let (what, en, cy) = match fault {
        HubFault::Store(StoreFault::Full) => (
            "mae disg cronfa ddata'r hwb yn llawn",
            "make room on the disk of the database; the job goes on by itself",
            "gwnewch le ar ddisg y gronfa ddata; aiff y gwaith ymlaen ohono'i hun",
        ),
        HubFault::Store(
            StoreFault::Unreachable(_)
            | StoreFault::Unsettled
            | StoreFault::Busy
            | StoreFault::Tls
            | StoreFault::Refused,
        ) => (
            "nid oedd y gronfa ddata yn ateb",
            "see that the database's server runs and lets the program in; the job goes on by itself",
            "gwnewch yn siŵr bod gweinydd y gronfa ddata yn rhedeg ac yn gadael y rhaglen i mewn; aiff y gwaith ymlaen ohono'i hun",
        ),
        HubFault::TakenOver => (
            "cymerodd proses arall y gwaith drosodd",
            "nothing: the other process goes on with it",
            "dim byd: mae'r broses arall yn mynd ymlaen ag ef",
        ),
        HubFault::LandedBytes { .. } => {
            ("mae beitiau'r llwyth ar goll neu wedi'u difrodi", "load the file again", "llwythwch y ffeil eto")
        }
        HubFault::Configuration { .. } | HubFault::File { .. } => (
            "ni ellir darllen ffeil sydd ei hangen ar yr hwb",
            "mend the file that is named, then try the job again",
            "trwsiwch y ffeil a enwir, yna rhowch gynnig arall ar y gwaith",
        ),
        HubFault::Link(_) => (
            "gwrthododd y peiriant paru ei osodiadau",
            "mend the thresholds in hub.toml, then try the job again",
            "trwsiwch y trothwyon yn hub.toml, yna rhowch gynnig arall ar y gwaith",
        ),
        HubFault::Cancelled => (
            "gofynnodd rhywun iddo ddod i ben",
            "ask for it again when it is wanted",
            "gofynnwch amdano eto pan fydd ei angen",
        ),
        _ => (
            "mae nam ar yr hwb ei hun",
            "try the job again; where it fails again, tell those who keep Dolen what stands here",
            "rhowch gynnig arall ar y gwaith; os bydd yn methu eto, dywedwch wrth y rhai sy'n cynnal Dolen beth sydd yma",
        ),
    };
    let told = JobFailure {
        what: Bilingual { en: fault.to_string(), cy: what.to_owned() },
        mend: Bilingual { en: en.to_owned(), cy: cy.to_owned() },
    };
    Failure { told, is_passing }
}
