//! Tempo, key and loudness against Essentia's.

use crate::{
    data::{
        analyses::WindowAnalysis,
        windows::{Essentia, Window},
    },
    report::metrics,
    statistics,
};
use serde::Serialize;

/// Whose tempo, key and loudness ours are compared with.
const SIGNAL_REFERENCE: &str =
    "Essentia (RhythmExtractor2013, KeyExtractor bgate, LoudnessEBUR128) on the original recordings";

/// Measurements of the signal against Essentia's on the original recordings.
#[derive(Serialize)]
pub struct Signal {
    /// Whose measurements.
    pub reference: &'static str,
    /// Windows compared.
    pub rows: usize,
    /// Tempo within 4% (Acc1), or of a double, triple, half or third (Acc2).
    pub tempo: TempoFigures,
    /// Key and mode.
    pub key: KeyFigures,
    /// Integrated loudness.
    pub loudness: LoudnessFigures,
}

/// See [`Signal::tempo`].
#[derive(Serialize)]
pub struct TempoFigures {
    /// Share within 4%.
    pub acc1: f64,
    /// Share within 4% of the tempo or a simple multiple.
    pub acc2: f64,
    /// Acc1 of always saying the reference's median.
    pub constant_acc1: f64,
}

/// See [`Signal::key`].
#[derive(Serialize)]
pub struct KeyFigures {
    /// Share of equal keys.
    pub exact: f64,
    /// Mean MIREX credit.
    pub mirex: f64,
    /// Share of equal keys of always saying C major.
    pub constant_exact: f64,
}

/// See [`Signal::loudness`].
#[derive(Serialize)]
pub struct LoudnessFigures {
    /// Mean absolute error, LU.
    pub mae_lu: f64,
    /// The same of always saying the reference's median.
    pub constant_mae_lu: f64,
}

/// Compares all windows that have a reference.
pub fn signal(windows: &[Window], analyses: &[WindowAnalysis]) -> Signal {
    let pairs: Vec<_> = windows
        .iter()
        .zip(analyses)
        .filter_map(|(window, analysis)| window.essentia.map(|truth| (truth, analysis)))
        .collect();
    let share = |hits: usize| hits as f64 / pairs.len().max(1) as f64;
    let median_bpm = statistics::median(&pairs.iter().map(|(truth, _)| truth.bpm).collect::<Vec<_>>()) as f32;
    let (lufs, measured): (Vec<f32>, Vec<f32>) =
        pairs.iter().map(|(truth, analysis)| (truth.lufs, analysis.lufs)).unzip();
    let median_lufs = vec![statistics::median(&lufs) as f32; lufs.len()];
    let credit = |key: (u8, bool), truth: &Essentia| metrics::mirex(key, (truth.tonic, truth.major));
    let credits: Vec<f64> =
        pairs.iter().map(|(truth, analysis)| analysis.key.map_or(0.0, |key| credit(key, truth))).collect();
    Signal {
        reference: SIGNAL_REFERENCE,
        rows: pairs.len(),
        tempo: TempoFigures {
            acc1: share(
                pairs.iter().filter(|(truth, analysis)| metrics::same_tempo(analysis.bpm, truth.bpm)).count(),
            ),
            acc2: share(
                pairs
                    .iter()
                    .filter(|(truth, analysis)| metrics::same_tempo_or_multiple(analysis.bpm, truth.bpm))
                    .count(),
            ),
            constant_acc1: share(
                pairs.iter().filter(|(truth, _)| metrics::same_tempo(median_bpm, truth.bpm)).count(),
            ),
        },
        key: KeyFigures {
            exact: share(credits.iter().filter(|credit| **credit == 1.0).count()),
            mirex: credits.iter().sum::<f64>() / pairs.len().max(1) as f64,
            constant_exact: share(pairs.iter().filter(|(truth, _)| credit((0, true), truth) == 1.0).count()),
        },
        loudness: LoudnessFigures {
            mae_lu: metrics::mae(&measured, &lufs),
            constant_mae_lu: metrics::mae(&median_lufs, &lufs),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::labels::LABELS;

    fn analysis(bpm: f32, key: Option<(u8, bool)>, lufs: f32) -> WindowAnalysis {
        WindowAnalysis { descriptor: Vec::new(), spectrum: Vec::new(), bpm, key, lufs }
    }

    fn window(essentia: Option<Essentia>) -> Window {
        Window {
            file: String::new(),
            group: "1".into(),
            collection: "c".into(),
            title: String::new(),
            labels: [0.5; LABELS],
            essentia,
        }
    }

    #[test]
    fn the_signal_is_compared_only_where_there_is_a_reference() {
        let reference = Essentia { bpm: 120.0, tonic: 0, major: true, lufs: -14.0 };
        let windows = [window(Some(reference)), window(Some(reference)), window(None)];
        let analyses = [
            analysis(121.0, Some((0, true)), -14.5),
            analysis(60.0, Some((9, false)), -13.0),
            analysis(1.0, None, 0.0),
        ];
        let signal = signal(&windows, &analyses);
        assert_eq!((signal.rows, signal.tempo.acc1, signal.tempo.acc2), (2, 0.5, 1.0));
        assert_eq!((signal.key.exact, signal.key.constant_exact), (0.5, 1.0));
        assert!((signal.key.mirex - 0.65).abs() < 1e-9);
        assert!((signal.loudness.mae_lu - 0.75).abs() < 1e-6);
    }
}
