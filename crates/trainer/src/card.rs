//! The model card: what the model was made from, how good it is on groups it has not seen, and where it fails.

use crate::evaluation::{Evaluation, MIN_COLLECTION};
use std::{
    fmt::Write,
    fs,
    time::{SystemTime, UNIX_EPOCH},
};

/// The card as Markdown; `model_bytes` is the size of the model file.
pub fn markdown(evaluation: &Evaluation, model_bytes: usize) -> String {
    [
        introduction(evaluation, model_bytes),
        data(evaluation),
        labels(evaluation),
        collections(evaluation),
        signal(evaluation),
        LIMITS.to_string(),
    ]
    .join("\n")
}

fn introduction(evaluation: &Evaluation, model_bytes: usize) -> String {
    format!(
        "# Model card\n\n\
         Written by `cargo run --release -p trainer -- evaluate` on {}, {}. Do not edit: run it again.\n\n\
         A multilayer perceptron (burn, ndarray backend) that predicts seven of Spotify's audio features from a \
         descriptor of {} values of a 30 s window; a track is the mean of its windows. `assets/model.bin` holds the \
         weights at half precision, the input scale, the spectrum's scale, the calibration and the 80% margins: \
         {:.0} KB. The loss of every epoch is in `assets/training.json`.\n\n\
         On test groups: **mean R² {:.3}** over the seven labels, z-MSE {:.3}. The labels are those of the {}, not \
         Spotify's own values.\n",
        today(),
        processor(),
        dsp::descriptor::Descriptor::LEN,
        model_bytes as f64 / 1000.0,
        evaluation.mean_r2,
        evaluation.z_mse,
        evaluation.label_source,
    )
}

fn data(evaluation: &Evaluation) -> String {
    let mut text = String::from(DATA);
    text.push_str("\n| part | windows | groups | used for |\n|---|---|---|---|\n");
    for (name, use_of) in [
        ("train", "weights, scales"),
        ("dev", "settings, early stopping, calibration, margins"),
        ("test", "the figures below"),
    ] {
        if let Some(count) = evaluation.split.get(name) {
            let _ = writeln!(text, "| {name} | {} | {} | {use_of} |", count.rows, count.groups);
        }
    }
    text.push_str(
        "\nA group holds the windows of one track and of tracks nearly alike; no group is in two parts. The part \
         follows from a hash of the group's name with a fixed seed.\n",
    );
    text
}

fn labels(evaluation: &Evaluation) -> String {
    let mut text = format!(
        "## Labels, test groups\n\nLabel source: {}. \"Constant\" is the mean absolute error of always saying the \
         training set's median. \"Margin\" is the half-width of the interval shown as 80%, fitted on dev; \"coverage\" \
         the share of test windows within it.\n\n\
         | label | R² | Pearson | MAE | constant | margin | coverage |\n|---|---|---|---|---|---|---|\n",
        evaluation.label_source
    );
    for (name, figures) in &evaluation.labels {
        let _ = writeln!(
            text,
            "| {name} | {:.3} | {:.3} | {:.3} | {:.3} | ±{:.3} | {:.2} |",
            figures.r2, figures.pearson, figures.mae, figures.constant_mae, figures.margin, figures.coverage
        );
    }
    let _ = writeln!(
        text,
        "| **mean** | **{:.3}** | | | | | {:.2} |",
        evaluation.mean_r2, evaluation.interval_coverage
    );
    text
}

fn collections(evaluation: &Evaluation) -> String {
    let mut text = format!(
        "## By collection, test groups\n\nMean absolute error over the seven labels, for collections with at least \
         {MIN_COLLECTION} test windows.\n\n| collection | windows | MAE | constant |\n|---|---|---|---|\n"
    );
    for (name, figures) in &evaluation.collections {
        let _ = writeln!(
            text,
            "| {name} | {} | {:.3} | {:.3} |",
            figures.rows, figures.mae, figures.constant_mae
        );
    }
    text
}

fn signal(evaluation: &Evaluation) -> String {
    let signal = &evaluation.signal;
    format!(
        "## Measured from the signal\n\nKey, mode and loudness are measured, not learnt. Tempo is read by a small \
         network (`crates/dsp/fit`) that was fitted to Essentia's tempi of these windows, among others: its figures here \
         are those of music it knows. Compared with {} on the {} windows for which those figures exist (ours hear the \
         same music after a codec of 24 kbit/s).\n\n\
         | | ours | constant |\n|---|---|---|\n\
         | tempo within 4% (Acc1) | {:.3} | {:.3} |\n\
         | tempo within 4%, or of a double, triple, half, third (Acc2) | {:.3} | |\n\
         | key and mode equal | {:.3} | {:.3} |\n\
         | key, MIREX credit | {:.3} | |\n\
         | loudness, mean absolute error, LU | {:.2} | {:.2} |\n",
        signal.reference,
        signal.rows,
        signal.tempo.acc1,
        signal.tempo.constant_acc1,
        signal.tempo.acc2,
        signal.key.exact,
        signal.key.constant_exact,
        signal.key.mirex,
        signal.loudness.mae_lu,
        signal.loudness.constant_mae_lu,
    )
}

const DATA: &str = "\
## What it derives from

- **Weights**: fitted on 30 s windows of free music and speech: game music from Debian packages (CC-BY, CC-BY-SA, GPL, \
CC0), Emotify (CC BY-NC-SA), Free Music Archive clips (Creative Commons, per track), Creative Commons songs, \
AI-generated songs from public demo pages (no licence stated), public-domain readings, telephone prompts. No audio is \
in this project; weights and aggregate statistics are.
- **Labels**: the output of VibeNet 0.1.0 (a GPL-3 program; its model was trained on the Free Music Archive with Echo \
Nest's labels) on the same audio. None of its code or weights is here.
- **Catalogue** (`assets/catalogue.bin`): 39,265 tracks of the Million Playlist Dataset's challenge set with the \
features that Spotify published; facts, for research use.
- **Our code**: MIT or Apache-2.0.
";

const LIMITS: &str = "\
## What the figures do not say

- They compare with a teacher, not with Spotify and not with listeners. On real recordings the teacher itself errs: \
its instrumentalness correlates with Spotify's at about .4 on labelled clips.
- **Voice is the weak point.** Most training audio is instrumental. On sung music, instrumentalness tends to come out \
too high and speechiness too low.
- **Liveness cannot be learnt from this teacher**: its values hardly vary (real concert recordings average .31, and it \
never passes .34 there). A high R² here means that the teacher is copied, not that audiences are heard.
- The margin is one width for all music: on music unlike the training set the error is larger than it says.
- Windows of one collection share their sound. Held-out groups are new tracks, mostly of known collections; on new \
collections expect less.
";

/// Today's date, UTC.
fn today() -> String {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400);
    let (year, month, day) = civil(days);
    format!("{year}-{month:02}-{day:02}")
}

/// Year, month and day of a number of days since 1970-01-01.
/// Source: H. Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

/// The processor's name, where the system tells it.
fn processor() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':').map(|(_, name)| name.trim()));
    name.map_or_else(|| std::env::consts::ARCH.to_string(), str::to_string)
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn days_become_dates() {
        for (days, date) in
            [(0, (1970, 1, 1)), (11_016, (2000, 2, 29)), (19_723, (2024, 1, 1)), (20_453, (2025, 12, 31))]
        {
            assert_eq!(civil(days), date);
        }
    }
}
