//! The kinds of event.

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// A kind of event.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub(crate) enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
            /// Every kind, in order.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// The word in the truth files.
            pub(crate) const fn as_str(self) -> &'static str {
                match self { $(Self::$kind => $name),* }
            }
        }
    };
}

kinds! {
    Contact = "contact",
    Assessment = "assessment",
    /// Care and support plan.
    Plan = "plan",
    /// Adult or child at risk.
    AtRisk = "at-risk",
    ChildProtection = "child-protection-registration",
    LookedAfter = "looked-after",
    /// Support need of somebody of 16 to 24.
    YoungSupport = "young-support-need",
    LearningDisability = "learning-disability",
    PhysicalDisability = "physical-disability",
    Dementia = "dementia",
    Carer = "carer",
    MentalHealth = "mental-ill-health",
    Alcohol = "alcohol-misuse",
    Substance = "substance-misuse",
    DomesticAbuse = "domestic-abuse",
    Missing = "missing",
    Crime = "crime-victim",
    AntiSocialBehaviour = "anti-social-behaviour-victim",
    Fraud = "fraud-victim",
    HateCrime = "hate-crime-victim",
    Fall = "fall",
    Admission = "emergency-admission",
    Attendance = "emergency-attendance",
    SelfHarm = "self-harm",
    /// Somebody over 60 began to live alone with nobody near.
    LivingAlone = "living-alone",
}

impl Kind {
    /// Whether a council's social care takes it into its records.
    pub(crate) const fn is_council(self) -> bool {
        !matches!(
            self,
            Self::Crime
                | Self::AntiSocialBehaviour
                | Self::Fraud
                | Self::HateCrime
                | Self::Admission
                | Self::Attendance
                | Self::SelfHarm
        )
    }

    /// Whether it leads to an acute admission.
    pub(crate) const fn is_health(self) -> bool {
        matches!(self, Self::Fall | Self::Admission | Self::SelfHarm | Self::Alcohol)
    }

    /// Whether it is an occurrence that the police record.
    pub(crate) const fn is_police(self) -> bool {
        matches!(
            self,
            Self::Crime
                | Self::AntiSocialBehaviour
                | Self::Fraud
                | Self::HateCrime
                | Self::DomesticAbuse
                | Self::Missing
                | Self::SelfHarm
        )
    }
}
