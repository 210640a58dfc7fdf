//! How sure a field may be: curves fitted on labelled papers, and how they do on others.

use std::collections::BTreeMap;
use std::fmt::Write;

use hezhi::document::FieldName;
use hezhi::extract::confidence::{Group, Standing, between, weakest};

use crate::accuracy::Scored;

/// The reader's confidences that divide the values into bins, rising; the last bin is closed.
const EDGES: [f32; 8] = [0.0, 0.5, 0.7, 0.85, 0.95, 0.98, 0.995, 1.0];

/// Where in its bin the reader's confidence is typically: the knots of the curves.
const KNOTS: [f32; 7] = [0.3, 0.6, 0.78, 0.9, 0.965, 0.988, 0.998];

/// As many values weighs in a bin what is thought of it beforehand: the average of its curve, and
/// no more than the reader itself says. Where there are few values that is all that is known.
const PRIOR: f32 = 6.0;

/// One value that was read on a paper whose truth is known.
#[derive(Debug, Clone)]
pub struct Value {
    /// The family of papers.
    pub set: String,
    pub group: Group,
    pub standing: Standing,
    /// What the reader said of its weakest place.
    pub read: f32,
    pub right: bool,
}

/// The values of a set's papers whose kind was told rightly.
pub fn values(set: &str, cases: &[Scored]) -> Vec<Value> {
    let documents = cases.iter().flat_map(|case| &case.documents).filter(|d| d.kind_right);
    documents
        .flat_map(|document| &document.fields)
        .filter_map(|field| {
            let name: FieldName = serde_json::from_value(field.name.clone().into()).ok()?;
            let got = field.got.as_ref()?;
            Some(Value {
                set: set.to_string(),
                group: Group::of(name)?,
                standing: Standing::of(name, got),
                read: weakest(got),
                right: field.right,
            })
        })
        .collect()
}

/// The share that is right at each knot, for every group and standing.
#[derive(Debug, Clone, PartialEq)]
pub struct Curves(BTreeMap<(Group, Standing), Vec<f32>>);

fn bin(read: f32) -> usize {
    EDGES.windows(2).position(|edge| read < edge[1]).unwrap_or(KNOTS.len() - 1)
}

/// Fits a rising curve for each group and standing.
pub fn fit<'a>(values: impl Iterator<Item = &'a Value> + Clone) -> Curves {
    let mut curves = BTreeMap::new();
    for group in Group::ALL {
        for standing in Standing::ALL {
            let own = values.clone().filter(|v| v.group == group && v.standing == standing);
            let (mut count, mut right) = ([0.0f32; KNOTS.len()], [0.0f32; KNOTS.len()]);
            for value in own {
                count[bin(value.read)] += 1.0;
                right[bin(value.read)] += f32::from(u8::from(value.right));
            }
            let (all, good) = (count.iter().sum::<f32>(), right.iter().sum::<f32>());
            // Of no values at all one half would be right.
            let mean = (good + 1.0) / (all + 2.0);
            let share: Vec<(f32, f32)> = count
                .iter()
                .zip(&right)
                .zip(KNOTS)
                .map(|((n, r), read)| ((r + PRIOR * mean.min(read)) / (n + PRIOR), n + PRIOR))
                .collect();
            curves.insert((group, standing), rising(&share));
        }
    }
    Curves(curves)
}

/// The rising sequence nearest to weighted values: neighbours that fall are pooled.
fn rising(values: &[(f32, f32)]) -> Vec<f32> {
    let mut pools: Vec<(f32, f32, usize)> = Vec::new();
    for (value, weight) in values {
        pools.push((*value, *weight, 1));
        while let [.., before, last] = pools.as_slice()
            && before.0 > last.0
        {
            let weight = before.1 + last.1;
            let pooled =
                ((before.0 * before.1 + last.0 * last.1) / weight, weight, before.2 + last.2);
            pools.truncate(pools.len() - 2);
            pools.push(pooled);
        }
    }
    pools.iter().flat_map(|(value, _, count)| std::iter::repeat_n(*value, *count)).collect()
}

impl Curves {
    /// As the engine does it.
    pub fn at(&self, group: Group, standing: Standing, read: f32) -> f32 {
        let heights = self.0.get(&(group, standing));
        heights.and_then(|heights| between(&KNOTS, heights, read)).unwrap_or(read)
    }

    /// What the engine carries.
    pub fn toml(&self, fitted_on: &str) -> String {
        let listed = |numbers: &[f32]| {
            numbers.iter().map(|n| format!("{n:.3}")).collect::<Vec<_>>().join(", ")
        };
        let mut toml = format!(
            "# How often a field's value is right, by what the reader said of its weakest place. Fitted by\n\
             # `./dev calibrate` on {fitted_on}.\n\nknots = [{}]\n",
            listed(&KNOTS)
        );
        for ((group, standing), heights) in &self.0 {
            let _ = write!(
                toml,
                "\n[[curve]]\ngroup = \"{}\"\nstanding = \"{}\"\nright = [{}]\n",
                group.name(),
                standing.name(),
                listed(heights)
            );
        }
        toml
    }
}

/// A value's confidence from curves that were fitted without its family, and whether it is right.
pub struct Predicted<'a> {
    pub value: &'a Value,
    pub confidence: f32,
}

/// Leaves each family out in turn, fits on the others and predicts it.
pub fn crosswise(values: &[Value]) -> Vec<Predicted<'_>> {
    let sets: std::collections::BTreeSet<&str> = values.iter().map(|v| v.set.as_str()).collect();
    let mut predicted = Vec::new();
    for set in sets {
        let curves = fit(values.iter().filter(|v| v.set != set));
        predicted.extend(values.iter().filter(|v| v.set == set).map(|value| Predicted {
            value,
            confidence: curves.at(value.group, value.standing, value.read),
        }));
    }
    predicted
}

/// Steps of confidence in the tables, in hundredths.
const STEPS: [f32; 9] = [0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99];

/// A Markdown table: for each step how many values there are, what was said of them on average,
/// and how many are right.
pub fn table<'a>(rows: impl Iterator<Item = (f32, bool)> + Clone + 'a) -> String {
    let mut text =
        String::from("| said | values | said on average | right |\n| --- | --- | --- | --- |\n");
    for (index, from) in STEPS.iter().enumerate() {
        let to = STEPS.get(index + 1).copied().unwrap_or(1.01);
        let own = rows.clone().filter(|(said, _)| *said >= *from && *said < to);
        let (mut count, mut sum, mut right) = (0u32, 0.0, 0u32);
        for (said, is_right) in own {
            count += 1;
            sum += said;
            right += u32::from(is_right);
        }
        if count > 0 {
            let share = 100.0 * right as f32 / count as f32;
            let _ = writeln!(
                text,
                "| {from:.2} to {:.2} | {count} | {:.3} | {right} ({share:.1} %) |",
                to.min(1.0),
                sum / count as f32
            );
        }
    }
    text
}

/// The mean square of how far what was said is from what is true: 0 is best, 0.25 says nothing.
pub fn brier(rows: impl Iterator<Item = (f32, bool)>) -> f32 {
    let (mut sum, mut count) = (0.0, 0.0f32);
    for (said, right) in rows {
        sum += (said - f32::from(u8::from(right))).powi(2);
        count += 1.0;
    }
    sum / count.max(1.0)
}

/// A drawing of how often values are right against what was said: the reader's own confidence and
/// the calibrated one.
pub fn drawing(predicted: &[Predicted<'_>]) -> String {
    let points = |said: &dyn Fn(&Predicted<'_>) -> f32| -> Vec<(f32, f32, usize)> {
        let bins = STEPS.iter().enumerate().map(|(i, from)| {
            let to = STEPS.get(i + 1).copied().unwrap_or(1.01);
            let own: Vec<&Predicted<'_>> =
                predicted.iter().filter(|p| said(p) >= *from && said(p) < to).collect();
            let count = own.len().max(1) as f32;
            let mean = own.iter().map(|p| said(p)).sum::<f32>() / count;
            let right = own.iter().filter(|p| p.value.right).count() as f32 / count;
            (mean, right, own.len())
        });
        bins.filter(|(_, _, count)| *count >= 8).collect()
    };
    // Half and more is where all values are; the axes begin there.
    let x = |said: f32| 60.0 + 440.0 * ((said - 0.4) / 0.6).clamp(0.0, 1.0);
    let y = |right: f32| 460.0 - 440.0 * ((right - 0.4) / 0.6).clamp(0.0, 1.0);
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 520 520\" font-family=\"sans-serif\" font-size=\"13\">\n\
         <rect width=\"520\" height=\"520\" fill=\"white\"/>\n",
    );
    for tick in [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0f32] {
        let _ = write!(
            svg,
            "<path d=\"M{0} 20V460M60 {1}H500\" stroke=\"#ddd\"/><text x=\"{0}\" y=\"478\" text-anchor=\"middle\">{tick:.1}</text><text x=\"52\" y=\"{2}\" text-anchor=\"end\">{tick:.1}</text>\n",
            x(tick),
            y(tick),
            y(tick) + 4.0
        );
    }
    let _ = write!(
        svg,
        "<path d=\"M{} {}L{} {}\" stroke=\"#888\" stroke-dasharray=\"5 4\"/>\n",
        x(0.4),
        y(0.4),
        x(1.0),
        y(1.0)
    );
    let raw: &dyn Fn(&Predicted<'_>) -> f32 = &|p| p.value.read;
    let fitted: &dyn Fn(&Predicted<'_>) -> f32 = &|p| p.confidence;
    for (said, colour, dash) in [(raw, "#999", "2 3"), (fitted, "#111", "")] {
        let points = points(said);
        let line: Vec<String> = points.iter().map(|p| format!("{} {}", x(p.0), y(p.1))).collect();
        let _ = write!(
            svg,
            "<path d=\"M{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dash}\"/>\n",
            line.join("L")
        );
        for (mean, right, count) in points {
            let size = 2.0 + (count as f32).log10();
            let _ = write!(
                svg,
                "<circle cx=\"{}\" cy=\"{}\" r=\"{size:.1}\" fill=\"{colour}\"/>\n",
                x(mean),
                y(right)
            );
        }
    }
    svg.push_str(
        "<text x=\"280\" y=\"505\" text-anchor=\"middle\">said</text>\
         <text x=\"18\" y=\"240\" text-anchor=\"middle\" transform=\"rotate(-90 18 240)\">right</text>\
         <text x=\"80\" y=\"45\" fill=\"#111\">calibrated</text><text x=\"80\" y=\"64\" fill=\"#888\">the reader's own</text>\n</svg>\n",
    );
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(set: &str, read: f32, right: bool) -> Value {
        let (group, standing) = (Group::Name, Standing::Alone);
        Value { set: set.into(), group, standing, read, right }
    }

    #[test]
    fn a_curve_rises_where_the_values_do_not() {
        assert_eq!(rising(&[(0.5, 1.0), (0.3, 1.0), (0.9, 2.0)]), [0.4, 0.4, 0.9]);
    }

    #[test]
    fn what_is_said_is_how_often_it_is_right() {
        // Nine of ten at 0.999, and all of the lower ones wrong.
        let values: Vec<Value> = ["a", "b", "c"]
            .iter()
            .flat_map(|set| {
                (0..200).map(move |i| {
                    if i % 4 == 0 { value(set, 0.4, false) } else { value(set, 0.999, i % 10 != 1) }
                })
            })
            .collect();
        let predicted = crosswise(&values);
        assert_eq!(predicted.len(), values.len());
        let high = predicted.iter().find(|p| p.value.read > 0.9).unwrap().confidence;
        let right = values.iter().filter(|v| v.read > 0.9 && v.right).count() as f32 / 450.0;
        assert!((high - right).abs() < 0.02, "{high} {right}");
        let low = predicted.iter().find(|p| p.value.read < 0.9).unwrap().confidence;
        assert!(low < 0.3, "{low}");
        // Nothing is known of 0.6 here but that it lies between.
        let curves = fit(values.iter());
        assert!(curves.at(Group::Name, Standing::Alone, 0.6) <= 0.6);
        let of = |p: &Predicted<'_>| (p.confidence, p.value.right);
        let raw = |p: &Predicted<'_>| (p.value.read, p.value.right);
        assert!(brier(predicted.iter().map(of)) < brier(predicted.iter().map(raw)));
    }
}
