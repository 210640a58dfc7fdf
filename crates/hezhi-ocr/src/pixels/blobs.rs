//! Connected regions of a mask.

/// A connected region (eight neighbours) of set pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Blob {
    pub left: usize,
    pub top: usize,
    /// One past the last pixel.
    pub right: usize,
    pub bottom: usize,
    /// How many pixels are set.
    pub area: usize,
    /// Its number in the labels, from 1.
    pub label: u32,
}

impl Blob {
    pub fn width(&self) -> usize {
        self.right - self.left
    }

    pub fn height(&self) -> usize {
        self.bottom - self.top
    }
}

/// The regions of a mask `width` pixels wide, and for each pixel the number of its region or 0.
pub fn blobs(mask: &[bool], width: usize) -> (Vec<Blob>, Vec<u32>) {
    let mut labels = vec![0u32; mask.len()];
    let mut found: Vec<Blob> = Vec::new();
    if width == 0 {
        return (found, labels);
    }
    let height = mask.len() / width;
    let mut open: Vec<usize> = Vec::new();
    for start in 0..height * width {
        if !mask[start] || labels[start] != 0 {
            continue;
        }
        let label = found.len() as u32 + 1;
        let (x, y) = (start % width, start / width);
        let mut blob = Blob { left: x, top: y, right: x + 1, bottom: y + 1, area: 0, label };
        labels[start] = label;
        open.push(start);
        while let Some(at) = open.pop() {
            let (x, y) = (at % width, at / width);
            blob.area += 1;
            blob.left = blob.left.min(x);
            blob.right = blob.right.max(x + 1);
            blob.top = blob.top.min(y);
            blob.bottom = blob.bottom.max(y + 1);
            for ny in y.saturating_sub(1)..=(y + 1).min(height - 1) {
                for nx in x.saturating_sub(1)..=(x + 1).min(width - 1) {
                    let next = ny * width + nx;
                    if mask[next] && labels[next] == 0 {
                        labels[next] = label;
                        open.push(next);
                    }
                }
            }
        }
        found.push(blob);
    }
    (found, labels)
}

/// The mask with every set pixel grown into a square that reaches `radius` pixels each way.
pub fn grown(mask: &[bool], width: usize, radius: usize) -> Vec<bool> {
    if width == 0 {
        return Vec::new();
    }
    // Whole rows at a time, so that sixteen pixels and more go together.
    let wide: Vec<bool> = mask.chunks_exact(width).flat_map(|row| row_grown(row, radius)).collect();
    let height = wide.len() / width;
    let mut out = wide.clone();
    for (y, row) in out.chunks_exact_mut(width).enumerate() {
        for near in (y.saturating_sub(radius)..=(y + radius).min(height - 1)).filter(|n| *n != y) {
            joined(row, &wide[near * width..(near + 1) * width]);
        }
    }
    out
}

fn row_grown(row: &[bool], radius: usize) -> Vec<bool> {
    let mut out = row.to_vec();
    for by in 1..=radius.min(row.len()) {
        joined(&mut out[by..], &row[..row.len() - by]);
        joined(&mut out, &row[by..]);
    }
    out
}

/// Sets what is set in `other` as well, which may be shorter.
fn joined(row: &mut [bool], other: &[bool]) {
    row.iter_mut().zip(other).for_each(|(own, other)| *own |= other);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diagonal_neighbours_are_one_region() {
        let rows =
            [[true, false, false, false], [false, true, false, false], [false, false, false, true]];
        let (found, labels) = blobs(&rows.concat(), 4);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].area, found[0].width(), found[0].height()), (2, 2, 2));
        assert_eq!((labels[0], labels[5], labels[11], labels[1]), (1, 1, 2, 0));
    }

    #[test]
    fn growing_reaches_the_radius_and_no_further() {
        let mut mask = vec![false; 49];
        mask[24] = true;
        let grown = grown(&mask, 7, 2);
        assert_eq!(grown.iter().filter(|g| **g).count(), 25);
        assert!(grown[8] && !grown[7]);
    }
}
