//! The text that a PDF carries beside its picture. It can be changed without anyone seeing it,
//! so it is only compared.

use super::reading::{self, evidence, evidence_of, is_clear};
use super::thresholds::TEXT_LAYER_CHARACTERS;
use super::{Answer, Facts, names};
use crate::document::{Document, Field, FieldName};

/// The values that a verdict may rest on, looked up in the text layer of their page.
pub fn mismatch(facts: &Facts) -> Answer {
    const LOOKED_UP: &[FieldName] = &[
        FieldName::Address,
        FieldName::Usage,
        FieldName::Holder,
        FieldName::Tenant,
        FieldName::Resident,
    ];
    let mut compared = Vec::new();
    let mut unclear = None;
    for document in facts.case.documents {
        for (name, field) in LOOKED_UP.iter().filter_map(|n| document.field(*n).map(|f| (*n, f))) {
            let Some(found) = is_in_layers(facts, document, name, field) else {
                continue;
            };
            if found {
                compared.extend(evidence(document, field));
            } else if is_clear(field) {
                return Answer::fail(format!(
                    "图像上的{}为「{}」，PDF 自带的文字里没有",
                    name.label(),
                    field.text
                ))
                .seen(evidence(document, field));
            } else {
                unclear = Some((document, name));
            }
        }
    }
    match unclear {
        Some((document, name)) => Answer::undetermined(format!(
            "图像上的{}没有读清，与 PDF 自带的文字对不上",
            name.label()
        ))
        .seen(evidence_of(document, name)),
        None if compared.is_empty() => Answer::not_applicable("材料没有自带文字可比"),
        None => Answer::pass("PDF 自带的文字与图像一致").seen(compared),
    }
}

/// Whether every place of a value is in the text layer of its own page: a room may stand on
/// another page than its house. `None` where there is no layer to compare with.
fn is_in_layers(
    facts: &Facts,
    document: &Document,
    name: FieldName,
    field: &Field,
) -> Option<bool> {
    if field.parts.is_empty() || name != FieldName::Address {
        // A page of another file has its own layer, which was compared when it was read.
        let layer = layer_of(facts, document, field.page).filter(|_| field.file.is_none())?;
        return Some(is_in_layer(name, &field.text, &layer));
    }
    let compared = field.parts.iter().filter(|part| part.file.is_none()).filter_map(|part| {
        let layer = layer_of(facts, document, part.page)?;
        Some(is_in_layer(name, &part.text, &layer))
    });
    compared.reduce(|all, one| all && one)
}

fn layer_of(facts: &Facts, document: &Document, page: u32) -> Option<String> {
    let page = reading::pages(facts.case, document).find(|p| p.page == page)?;
    let layer = names::fold(page.text_layer.as_deref()?);
    let chinese = layer.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    (chinese >= TEXT_LAYER_CHARACTERS).then_some(layer)
}

/// An address is put together from several cells, so its numbers are looked up one by one; any
/// other value as a whole, name by name.
fn is_in_layer(name: FieldName, text: &str, layer: &str) -> bool {
    if name == FieldName::Address {
        let folded = names::fold(text);
        let runs = |text: &str| -> Vec<String> {
            text.split(|c: char| !c.is_ascii_digit())
                .filter(|run| !run.is_empty())
                .map(str::to_string)
                .collect()
        };
        let layered = runs(layer);
        // Cells that stand close together come without a space between their numbers.
        let holds = |run: &String| {
            layered.iter().any(|l| l == run || (l.len() > run.len() && l.contains(run.as_str())))
        };
        return runs(&folded).iter().all(holds);
    }
    names::split(text).iter().all(|part| layer.contains(part.as_str()))
}
