//! Which paper is the proof. Of several that the basis asks for, the one that supports the
//! application best counts, as a whole: what one paper says is never mixed with another's.

use super::facts::basis_of;
use super::{Answer, dormitory, holder, home, lease, papers, usage};
use crate::application::Basis;
use crate::document::{Document, Kind};
use crate::finding::Outcome;
use crate::judge::Case;

/// Whether the paper is of a kind that proves the declared basis; any basis where none is
/// declared. A register extract counts among the certificates: the registry itself issues it, of
/// the same facts.
pub fn is_candidate(case: &Case, document: &Document) -> bool {
    match (basis_of(document.kind), case.application.residence.basis) {
        (Some(proved), Some(declared)) => proved == declared,
        (proved, None) => proved.is_some(),
        (None, Some(_)) => false,
    }
}

pub fn choose<'a>(case: &'a Case<'a>) -> Option<&'a Document> {
    case.documents
        .iter()
        .filter(|document| is_candidate(case, document))
        // The first of the best: `min_by_key` keeps the earliest.
        .min_by_key(|document| standing(case, document))
}

/// How badly the paper stands: failures, then what stays open; of equals, a certificate before an
/// extract of the register.
pub fn standing(case: &Case, document: &Document) -> (usize, usize, bool) {
    let answers = answers(case, document);
    let count = |outcome| answers.iter().filter(|a| a.outcome == outcome).count();
    (
        count(Outcome::Fail),
        // A contract beside the page on its filing prints the same values.
        count(Outcome::Undetermined) + usize::from(papers::doubt_of_kind(case, document).is_some()),
        document.kind == Kind::PropertyRegisterExtract,
    )
}

/// What is asked of a proof, answered for one paper.
pub fn answers(case: &Case, document: &Document) -> Vec<Answer> {
    let mut answers = vec![home::of(case, document)];
    match basis_of(document.kind) {
        Some(Basis::Owned) => {
            answers.push(holder::of(case, document));
            answers.push(usage::of(document).answer());
        }
        Some(Basis::Leased) => {
            answers.push(holder::of(case, document));
            answers.push(usage::of(document).answer());
            answers.push(lease::end(case, document));
            answers.push(lease::start(case, document));
        }
        Some(Basis::Dormitory) => answers.push(dormitory::resident(case, document)),
        None => {}
    }
    answers
}
