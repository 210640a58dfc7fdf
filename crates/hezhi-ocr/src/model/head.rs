//! The last steps of a recogniser, cut off its ONNX file before it is loaded.
//!
//! A recogniser ends in a product over some 19,000 classes for every eight pixels of a line, a bias
//! added to it, and a softmax over it. Of all these numbers the reader wants the highest of each
//! step, and how probable it is where it is no blank: in the runtime bias and softmax write and read
//! 75 kB a step three times over and take a tenth of recognition's time.

use std::ops::Range;

/// A model that ends at the product, and what is to be added to it.
pub struct Cut {
    pub onnx: Vec<u8>,
    /// One number for each class.
    pub bias: Vec<f32>,
}

/// The model without bias and softmax; `None` where it does not end in them.
pub fn cut(onnx: &[u8]) -> Option<Cut> {
    let graph = fields(onnx)?.into_iter().find(|f| f.number == GRAPH)?;
    let content = onnx.get(graph.content.clone())?;
    let parts = fields(content)?;
    let output = parts.iter().find(|f| f.number == OUTPUT)?;
    let nodes: Vec<(&Field, Node)> = parts
        .iter()
        .filter(|f| f.number == NODE)
        .filter_map(|f| Some((f, Node::of(content.get(f.content.clone())?)?)))
        .collect();
    let mut name = text(content, output, NAME)?;
    let mut removed: Vec<&Field> = Vec::new();
    let mut bias = None;
    // From the output backwards: the softmax, names given to the same numbers, the bias.
    while bias.is_none() {
        let (field, node) = nodes.iter().find(|(_, n)| n.output == name)?;
        let wanted = if removed.is_empty() { "Softmax" } else { node.kind.as_str() };
        match node.kind.as_str() {
            kind if kind != wanted => return None,
            "Softmax" | "Identity" => {}
            "Add" => {
                let constant = constant(content, &parts, node.inputs.get(1)?)?;
                bias = Some(numbers(content, constant)?);
                removed.push(constant);
            }
            _ => return None,
        }
        removed.push(field);
        name.clone_from(node.inputs.first()?);
    }
    let mut kept = Vec::with_capacity(content.len());
    for field in &parts {
        if field.whole == output.whole {
            written(&mut kept, OUTPUT, &renamed(content.get(output.content.clone())?, &name)?);
        } else if !removed.iter().any(|r| r.whole == field.whole) {
            kept.extend_from_slice(content.get(field.whole.clone())?);
        }
    }
    let mut model = onnx.get(..graph.whole.start)?.to_vec();
    written(&mut model, GRAPH, &kept);
    model.extend_from_slice(onnx.get(graph.whole.end..)?);
    Some(Cut { onnx: model, bias: bias? })
}

// Numbers of fields in onnx.proto: of a model its graph; of a graph its nodes, constants and
// outputs; of an output its name; of a node its inputs, output and kind; of a constant its type,
// name and raw content.
const GRAPH: u64 = 7;
const NODE: u64 = 1;
const CONSTANT: u64 = 5;
const OUTPUT: u64 = 12;
const NAME: u64 = 1;
const NODE_INPUT: u64 = 1;
const NODE_OUTPUT: u64 = 2;
const NODE_KIND: u64 = 4;
const CONSTANT_NAME: u64 = 8;
const CONSTANT_RAW: u64 = 9;

struct Node {
    kind: String,
    inputs: Vec<String>,
    output: String,
}

impl Node {
    fn of(bytes: &[u8]) -> Option<Node> {
        let (mut kind, mut inputs, mut output) = (String::new(), Vec::new(), String::new());
        for field in fields(bytes)? {
            let text = || Some(std::str::from_utf8(bytes.get(field.content.clone())?).ok()?.into());
            match field.number {
                NODE_INPUT => inputs.push(text()?),
                NODE_OUTPUT => output = text()?,
                NODE_KIND => kind = text()?,
                _ => {}
            }
        }
        Some(Node { kind, inputs, output })
    }
}

/// The text in a field of the message that `field` holds.
fn text(bytes: &[u8], field: &Field, number: u64) -> Option<String> {
    let message = bytes.get(field.content.clone())?;
    let own = fields(message)?.into_iter().find(|f| f.number == number)?;
    Some(std::str::from_utf8(message.get(own.content)?).ok()?.to_owned())
}

/// The graph's constant of this name.
fn constant<'a>(graph: &[u8], parts: &'a [Field], name: &str) -> Option<&'a Field> {
    parts
        .iter()
        .find(|f| f.number == CONSTANT && text(graph, f, CONSTANT_NAME).as_deref() == Some(name))
}

fn numbers(graph: &[u8], constant: &Field) -> Option<Vec<f32>> {
    let message = graph.get(constant.content.clone())?;
    let raw = fields(message)?.into_iter().find(|f| f.number == CONSTANT_RAW)?;
    let bytes = message.get(raw.content)?.chunks_exact(4);
    Some(bytes.filter_map(|b| Some(f32::from_le_bytes(b.try_into().ok()?))).collect())
}

/// An output's description under another name.
fn renamed(output: &[u8], name: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    written(&mut out, NAME, name.as_bytes());
    for field in fields(output)?.iter().filter(|f| f.number != NAME) {
        out.extend_from_slice(output.get(field.whole.clone())?);
    }
    Some(out)
}

/// A field of a protobuf message: its number, and where it stands with its key and without.
struct Field {
    number: u64,
    whole: Range<usize>,
    content: Range<usize>,
}

fn fields(message: &[u8]) -> Option<Vec<Field>> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < message.len() {
        let start = at;
        let key = variable(message, &mut at)?;
        let length = match key & 7 {
            0 => {
                let begin = at;
                variable(message, &mut at)?;
                let length = at - begin;
                at = begin;
                length
            }
            1 => 8,
            2 => usize::try_from(variable(message, &mut at)?).ok()?,
            5 => 4,
            _ => return None,
        };
        let content = at..at.checked_add(length)?;
        at = content.end;
        message.get(content.clone())?;
        found.push(Field { number: key >> 3, whole: start..at, content });
    }
    Some(found)
}

/// A number in seven bits a byte, the lowest first.
fn variable(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0u64;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= u64::from(byte & 127) << shift;
        if byte < 128 {
            return Some(value);
        }
    }
    None
}

fn written(out: &mut Vec<u8>, number: u64, content: &[u8]) {
    for mut value in [number << 3 | 2, content.len() as u64] {
        while value > 127 {
            out.push(value as u8 | 128);
            value >>= 7;
        }
        out.push(value as u8);
    }
    out.extend_from_slice(content);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(fields: &[(u64, &[u8])]) -> Vec<u8> {
        let mut out = Vec::new();
        fields.iter().for_each(|(number, content)| written(&mut out, *number, content));
        out
    }

    fn node(kind: &str, inputs: &[&str], output: &str) -> Vec<u8> {
        let mut fields: Vec<(u64, &[u8])> = inputs.iter().map(|i| (1, i.as_bytes())).collect();
        fields.extend([(2, output.as_bytes()), (4, kind.as_bytes())]);
        message(&fields)
    }

    fn model(last: &str) -> Vec<u8> {
        let raw: Vec<u8> = [0.5f32, -2.0].iter().flat_map(|v| v.to_le_bytes()).collect();
        let graph = message(&[
            (1, &node("MatMul", &["x", "w"], "product")),
            (1, &node("Add", &["product", "b"], "sum")),
            (1, &node("Identity", &["sum"], "same")),
            (1, &node(last, &["same"], "out")),
            (5, &message(&[(8, b"b"), (9, &raw)])),
            (12, &message(&[(1, b"out"), (2, b"shape")])),
        ]);
        message(&[(2, b"maker"), (7, &graph), (14, b"characters")])
    }

    #[test]
    fn a_model_ends_at_its_product_and_keeps_all_else() {
        let cut = cut(&model("Softmax")).unwrap();
        assert_eq!(cut.bias, [0.5, -2.0]);
        let graph = message(&[
            (1, &node("MatMul", &["x", "w"], "product")),
            (12, &message(&[(1, b"product"), (2, b"shape")])),
        ]);
        assert_eq!(cut.onnx, message(&[(2, b"maker"), (7, &graph), (14, b"characters")]));
    }

    #[test]
    fn what_ends_otherwise_or_is_no_model_is_left_alone() {
        assert!(cut(&model("Sigmoid")).is_none());
        assert!(cut(b"not a model").is_none());
        let whole = model("Softmax");
        assert!((0..whole.len() - 12).all(|end| cut(&whole[..end]).is_none()));
    }
}
