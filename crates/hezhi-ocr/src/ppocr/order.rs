//! Reading order: rows from the top, each from the left, on the upright page.

use hezhi::geometry::Rect;

/// A line belongs to a row where it shares this part of the lower of both heights with it.
const SAME_ROW: f32 = 0.5;

/// The order in which the rectangles are read, as indices.
pub fn reading_order(places: &[Rect]) -> Vec<usize> {
    let mut by_height: Vec<usize> = (0..places.len()).collect();
    by_height.sort_by(|&a, &b| places[a].center().y.total_cmp(&places[b].center().y));
    let mut rows: Vec<(Rect, Vec<usize>)> = Vec::new();
    for i in by_height {
        let place = &places[i];
        let joined = rows.iter_mut().rev().take(4).find(|(row, members)| {
            let low = row.height().min(place.height()).max(1.0);
            // Two lines that share their columns stand one below the other, however close.
            let beside = members.iter().all(|&m| {
                places[m].overlap_x(place) < 0.5 * places[m].width().min(place.width()).max(1.0)
            });
            beside && row.overlap_y(place) >= SAME_ROW * low && row.height() < 3.0 * place.height()
        });
        match joined {
            Some((row, members)) => {
                // A row keeps the band of its first line, so that a sloping chain of lines does
                // not grow over the whole page.
                row.left = row.left.min(place.left);
                row.right = row.right.max(place.right);
                members.push(i);
            }
            None => rows.push((*place, vec![i])),
        }
    }
    rows.sort_by(|a, b| a.0.center().y.total_cmp(&b.0.center().y));
    rows.into_iter()
        .flat_map(|(_, mut members)| {
            members.sort_by(|&a, &b| places[a].left.total_cmp(&places[b].left));
            members
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(left: f32, top: f32, right: f32, bottom: f32) -> Rect {
        Rect { left, top, right, bottom }
    }

    #[test]
    fn rows_come_before_columns() {
        let places = [
            rect(300.0, 102.0, 500.0, 130.0),
            rect(10.0, 100.0, 200.0, 131.0),
            rect(10.0, 150.0, 200.0, 180.0),
            rect(300.0, 10.0, 600.0, 60.0),
        ];
        assert_eq!(reading_order(&places), [3, 1, 0, 2]);
    }

    #[test]
    fn a_tall_side_header_does_not_swallow_the_rows_beside_it() {
        let places = [
            rect(10.0, 100.0, 40.0, 300.0),
            rect(60.0, 100.0, 200.0, 130.0),
            rect(60.0, 180.0, 200.0, 210.0),
            rect(220.0, 182.0, 300.0, 211.0),
        ];
        let order = reading_order(&places);
        let at = |i: usize| order.iter().position(|&o| o == i).unwrap();
        assert!(at(1) < at(2) && at(2) < at(3), "{order:?}");
    }
}
