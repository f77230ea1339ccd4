//! Texture: which local patterns of timbre a window is made of.
//!
//! The MFCCs of eight successive frames (186 ms) are a pattern. Patterns are centred, whitened along
//! their principal axes and scaled to length 1; how much each resembles the atoms of a dictionary, beyond a threshold,
//! is averaged over the window. The dictionary is what spherical k-means finds in the training music: it has seen no
//! label. Coates & Ng, "Learning feature representations with k-means", 2012; on music Dieleman & Schrauwen,
//! "Multiscale approaches to music audio feature learning", 2013.

use crate::math::dot;
use crate::mfcc::N_COEFFICIENTS;

/// Frames in a pattern, and between the beginnings of two.
const FRAMES: usize = 8;

/// Numbers in a pattern: coefficient by coefficient within a frame, frame by frame.
const N_PATTERN: usize = FRAMES * N_COEFFICIENTS;

/// Number of principal axes.
const N_AXES: usize = 40;

/// Number of atoms in the dictionary.
const N_ATOMS: usize = 64;

/// Resemblance (cosine) that does not count yet.
const THRESHOLD: f32 = 0.2;

/// Squared length below which a pattern has no direction.
const FLOOR: f32 = 1e-12;

/// Number of values of this family: the root of each atom's mean resemblance.
pub const LEN: usize = N_ATOMS;

/// What `fit/fit_texture.py` learnt.
struct Dictionary {
    mean: [f32; N_PATTERN],
    /// Each axis over the deviation along it.
    axes: [[f32; N_PATTERN]; N_AXES],
    /// Of length 1.
    atoms: [[f32; N_AXES]; N_ATOMS],
}

static DICTIONARY: Dictionary = include!("texture_dictionary.in");

/// Appends the family's values. `mfcc` holds each coefficient over time.
pub fn describe(mfcc: &[Vec<f32>], values: &mut Vec<f32>) {
    let frames = mfcc.first().map_or(0, Vec::len);
    let mut sums = [0.0f32; N_ATOMS];
    let mut pattern = [0.0f32; N_PATTERN];
    let starts = (0..frames).step_by(FRAMES).take_while(|start| start + FRAMES <= frames);
    for start in starts.clone() {
        for (coefficient, series) in mfcc.iter().enumerate().take(N_COEFFICIENTS) {
            for (frame, value) in series.iter().skip(start).take(FRAMES).enumerate() {
                let place = frame * N_COEFFICIENTS + coefficient;
                pattern[place] = value - DICTIONARY.mean[place];
            }
        }
        let mut whitened = DICTIONARY.axes.each_ref().map(|axis| dot(axis, &pattern));
        let square = dot(&whitened, &whitened);
        let scale = if square > FLOOR { 1.0 / square.sqrt() } else { 0.0 };
        whitened.iter_mut().for_each(|value| *value *= scale);
        for (sum, atom) in sums.iter_mut().zip(&DICTIONARY.atoms) {
            *sum += (dot(atom, &whitened) - THRESHOLD).max(0.0);
        }
    }
    let count = starts.count().max(1) as f32;
    values.extend(sums.map(|sum| (sum / count).sqrt()));
}

/// Names of the values, in order.
pub fn names() -> Vec<String> {
    (0..N_ATOMS).map(|atom| format!("texture_{atom}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(frames: usize, value: impl Fn(usize, usize) -> f32) -> Vec<f32> {
        let series = |coefficient| (0..frames).map(|frame| value(frame, coefficient)).collect();
        let mfcc: Vec<Vec<f32>> = (0..N_COEFFICIENTS).map(series).collect();
        let mut values = Vec::new();
        describe(&mfcc, &mut values);
        assert_eq!(values.len(), LEN);
        values
    }

    #[test]
    fn the_dictionary_is_of_unit_atoms() {
        for atom in &DICTIONARY.atoms {
            assert!((dot(atom, atom) - 1.0).abs() < 1e-3);
        }
    }

    /// The pattern of an atom: the whitening undone by a pattern along its axes, which are orthogonal.
    #[test]
    fn an_atom_resembles_itself_the_most() {
        for atom in [0, 31, 63] {
            let mut pattern = DICTIONARY.mean;
            for (axis, share) in DICTIONARY.axes.iter().zip(&DICTIONARY.atoms[atom]) {
                let scale = share / dot(axis, axis);
                pattern.iter_mut().zip(axis).for_each(|(value, axis)| *value += scale * axis);
            }
            let values =
                described(80, |frame, coefficient| pattern[frame % FRAMES * N_COEFFICIENTS + coefficient]);
            assert!((values[atom] - (1.0 - THRESHOLD).sqrt()).abs() < 1e-2, "{}", values[atom]);
            assert!(values.iter().enumerate().all(|(place, value)| place == atom || *value < values[atom]));
        }
    }

    #[test]
    fn too_little_audio_has_no_texture() {
        assert_eq!(described(FRAMES - 1, |_, _| 1.0), [0.0; LEN]);
        assert_eq!(described(0, |_, _| 1.0), [0.0; LEN]);
    }
}
