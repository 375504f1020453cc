//! What explanations say, in both languages. `{}` stands for what is filled in; numbers stand where nothing is mutated by
//! them.

use dolen_model::{Bilingual, Language};

type Text = Bilingual<&'static str>;

const fn both(en: &'static str, cy: &'static str) -> Text {
    Bilingual { en, cy }
}

/// A sentence in a language, its gaps filled in order.
pub(super) fn say(text: &Text, language: Language, with: &[&str]) -> String {
    let mut parts = text.get(language).split("{}");
    let mut said = parts.next().unwrap_or_default().to_owned();
    for (part, filled) in parts.zip(with) {
        said.push_str(filled);
        said.push_str(part);
    }
    said
}

pub(super) const TOGETHER: Text = both("{} and {} are together: {}", "{} – {}: gyda'i gilydd: {}");
pub(super) const APART: Text = both("{} and {} are apart: {}", "{} – {}: ar wahân: {}");
pub(super) const JUDGED_SAME: Text = both("a person judged them the same", "barnodd rhywun mai'r un person ydynt");
pub(super) const LINKED: Text =
    both("their link weighs {} bits, and {} join", "mae eu cysylltiad yn pwyso {} did, ac mae {} yn uno");
pub(super) const THROUGH: Text = both(
    "by a chain of {} links through other rows; they alone weigh {} bits",
    "drwy gadwyn o gysylltiadau (nifer: {}) trwy resi eraill; ar eu pen eu hunain maent yn pwyso {} did",
);
pub(super) const TOO_WEAK: Text =
    both("they weigh {} bits, and {} would join", "maent yn pwyso {} did, a byddai {} yn uno");
pub(super) const GUARDED: Text =
    both("they weigh {} bits, and a guard stands: {}", "maent yn pwyso {} did, ac mae rhwystr: {}");
pub(super) const NOT_COMPARED: Text = both(
    "no blocking rule brought them together; they would weigh {} bits, and {} join",
    "ni ddaeth unrhyw reol flocio â hwy ynghyd; byddent yn pwyso {} did, ac mae {} yn uno",
);
pub(super) const CLUSTERS: Text =
    both("they weigh {} bits, but their clusters were not joined", "maent yn pwyso {} did, ond nid unwyd eu clystyrau");

pub(super) const RIVAL: Text =
    both("{} is about as near, and is not the same person", "mae {} tua'r un mor agos, ac nid yr un person ydyw");
pub(super) const UNIQUE_SOURCE: Text = both(
    "both sides have a row of a source that holds each person once",
    "mae gan y ddwy ochr res o ffynhonnell sy'n dal pob person unwaith",
);
pub(super) const ROWS_JUDGED_DIFFERENT: Text =
    both("rows of both sides were judged different", "barnwyd bod rhesi'r ddwy ochr yn wahanol");
pub(super) const GUARD_BETWEEN: Text = both("a guard stands between {} and {}: {}", "mae rhwystr, {} – {}: {}");
pub(super) const OUTWEIGHED: Text = both(
    "all pairs between both sides speak against it: {} bits on average",
    "mae'r holl barau rhwng y ddwy ochr yn dweud yn erbyn hynny: {} did ar gyfartaledd",
);

pub(super) const COMPARED: Text = both("compared", "cymharwyd");
pub(super) const IN_CUT_BLOCK: Text = both("in a block that was cut", "mewn bloc a dorrwyd");
pub(super) const NOT_COMPARED_BY_RULE: Text = both("not compared", "ni chymharwyd");
pub(super) const LEFT_OUT: Text = both("rule left out, too many rows", "hepgorwyd y rheol, gormod o resi");
pub(super) const AGREES: Text = both("{} agrees", "{}: yn cytuno");
pub(super) const DIFFERS: Text = both("{} differs", "{}: yn wahanol");
pub(super) const IS_MISSING: Text = both("{} is missing", "{}: ar goll");

pub(super) const COMPARISON: Text = both("Comparison", "Cymhariaeth");
pub(super) const LEVEL: Text = both("Level", "Lefel");
pub(super) const WEIGHT: Text = both("Weight", "Pwysau");
pub(super) const FREQUENCY: Text = both("Frequency", "Amlder");
pub(super) const BITS: Text = both("Bits", "Didau");
pub(super) const SUM: Text = both("Sum", "Cyfanswm");
pub(super) const COLUMN: Text = both("Column", "Colofn");
pub(super) const RULE: Text = both("Blocking rule", "Rheol flocio");
pub(super) const PAIR: Text = both("Pair", "Pâr");
pub(super) const REFUSED_LINK: Text = both("Link between their clusters", "Cysylltiad rhwng eu clystyrau");
pub(super) const REFUSED_BECAUSE: Text = both("Joined nothing because", "Ni unodd ddim oherwydd");
pub(super) const WOULD_JOIN: Text = both("Any of these alone would join them", "Byddai unrhyw un o'r rhain yn eu huno");
pub(super) const IT_IS: Text = both("It is", "Fel y mae");
pub(super) const IT_WOULD_BE: Text = both("It would be", "Fel y byddai");

pub(super) const CLUSTER: Text = both("the cluster of {} has {} rows", "clwstwr {}: nifer y rhesi: {}");
pub(super) const JOIN: Text = both("Join", "Uniad");
pub(super) const BY: Text = both("By", "Drwy");
pub(super) const BOTH_SIDES: Text = both("Rows of both sides", "Rhesi'r ddwy ochr");
pub(super) const AND: Text = both("{} and {}", "{} + {}");
pub(super) const FURTHER_JOINS: Text =
    both("{} further joins; --json tells all", "uniadau pellach: {}; mae --json yn dweud y cyfan");
pub(super) const WEAKEST_LINK: Text = both("weakest link: {} to {}, {} bits", "cysylltiad gwannaf: {} – {}, {} did");
pub(super) const DENSITY: Text =
    both("density: {} of {} pairs are linked, {}", "dwysedd: parau a gysylltwyd: {} o {}, {}");
pub(super) const WEAKEST_CUT: Text =
    both("weakest cut: {} links, {} bits, to {} rows{}", "toriad gwannaf: cysylltiadau: {}; {} did; rhesi: {}{}");
pub(super) const BRIDGE: Text = both(": a bridge", ": pont");
pub(super) const ATTACHED: Text = both(
    "attached, because they resemble no other cluster: {}",
    "atodwyd, am nad ydynt yn debyg i unrhyw glwstwr arall: {}",
);
pub(super) const BY_JUDGEMENT: Text = both("judgement", "dyfarniad");
pub(super) const BY_LINK: Text = both("link", "cysylltiad");
pub(super) const BY_ATTACHMENT: Text = both("attached", "atodiad");
