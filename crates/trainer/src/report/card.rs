//! The model card: what the model was made from, how good it is on groups it has not seen, and where it fails. Its words
//! stand in `card.md`; here are the values that are put into them.

use super::{
    evaluation::{Evaluation, MIN_COLLECTION, RealByLength, VoiceFigures, WorstTrack},
    machine::{processor, today},
    records::{Audience, Baseline, PlaylistFigures, RealLabels, Records, Told, Training, UploadFigures},
    template::{Values, render},
};
use crate::{data::songs, report::cross_validation::CrossValidation};
use anyhow::Result;
use dsp::descriptor::Descriptor;

/// The card's words.
const TEMPLATE: &str = include_str!("card.md");

/// What stands where a figure has not been measured.
const NONE: &str = "–";

/// The card as Markdown; `model_bytes` is the size of the model's file.
///
/// # Errors
/// Where the template asks for what there is not.
pub fn markdown(evaluation: &Evaluation, records: &Records, model_bytes: usize) -> Result<String> {
    let mut values = Values::default();
    values.set("date", today());
    values.set("processor", processor());
    values.set("descriptor_values", Descriptor::LEN);
    values.set("model_kb", format!("{:.0}", model_bytes as f64 / 1000.0));
    values.set("song_source", songs::LABEL_SOURCE);
    if let Some(figures) = &evaluation.real {
        real(&mut values, figures);
    }
    if let Some([first, ..]) = records.uploads.as_deref() {
        values.show("uploads");
        values.set("upload_songs", first.songs);
    }
    values.set_lines("upload_rows", records.uploads.iter().flatten().map(upload_row));
    if let Some(record) = &records.training {
        training(&mut values, record);
    }
    teacher(&mut values, evaluation, records.cross_validation.as_ref());
    tags(&mut values, evaluation);
    if let Some(record) = &records.baselines {
        values.show("baselines");
        values.set_lines("baseline_rows", record.iter().map(baseline_row));
    }
    families(&mut values, evaluation);
    signal(&mut values, evaluation);
    if let Some(record) = &records.audience {
        audience(&mut values, record);
    }
    if let Some(record) = &records.real_labels {
        values.show("real_labels");
        values.set_lines("real_label_rows", record.iter().map(real_label_row));
    }
    if let Some([first, ..]) = records.recommendation.as_deref() {
        values.show("recommendation");
        values.set("held_out_playlists", first.playlists);
    }
    values.set_lines("recommendation_rows", records.recommendation.iter().flatten().map(playlist_row));
    values.set_lines("worst_rows", evaluation.worst.iter().map(worst_row));
    render(TEMPLATE, &values)
}

/// Real songs, by artist.
fn real(values: &mut Values, figures: &RealByLength) {
    values.show("real");
    for ([clips, rows, mae, constant], figures) in [
        (["long_clips", "long_rows", "long_mean_mae", "long_mean_constant"], &figures.long),
        (["short_clips", "short_rows", "short_mean_mae", "short_mean_constant"], &figures.short),
        (["all_clips", "all_rows", "all_mean_mae", "all_mean_constant"], &figures.all),
    ] {
        values.set(clips, figures.clips);
        values.set(mae, format!("{:.4}", figures.mean_mae));
        values.set(constant, format!("{:.4}", figures.constant_mean_mae));
        let row = |(label, figures): (&String, &super::evaluation::real::RealLabel)| {
            format!(
                "| {label} | {:.2} | {:.3} | {:.3} | {:+.3} | {:.2} | ±{:.3} |",
                figures.r2, figures.mae, figures.constant_mae, figures.bias, figures.coverage, figures.margin
            )
        };
        values.set_lines(rows, figures.labels.iter().map(row));
    }
    for ([mae, constant], figures) in
        [(["long_mae", "long_constant"], &figures.long), (["all_mae", "all_constant"], &figures.all)]
    {
        values.set(mae, format!("{:.3}", figures.mean_mae));
        values.set(constant, format!("{:.3}", figures.constant_mean_mae));
    }
}

/// Songs that no playlist knows, as files are placed.
fn upload_row(figures: &UploadFigures) -> String {
    format!(
        "| {} | {} | {:.3} | {:.3} | {:.2} | {:.1} | {:.2} |",
        figures.method.replace('_', " "),
        figures.seeds,
        figures.r_precision,
        figures.ndcg,
        figures.hit_at_10,
        figures.hubness,
        figures.most_common
    )
}

fn training(values: &mut Values, Training { learnt_from, minutes, .. }: &Training) {
    values.show("training");
    values.set("learnt_clips", learnt_from.clips);
    values.set("learnt_windows", learnt_from.windows);
    values.set("learnt_made", learnt_from.made);
    values.set("learnt_mixtures", learnt_from.mixtures);
    values.set("learnt_others", learnt_from.others);
    values.set("training_minutes", format!("{minutes:.0}"));
}

/// Against the teacher, on the test groups, and five-fold on the others.
fn teacher(values: &mut Values, evaluation: &Evaluation, folds: Option<&CrossValidation>) {
    let test = evaluation.split.get("test");
    values.set("test_windows", test.map_or(0, |count| count.rows));
    values.set("test_groups", test.map_or(0, |count| count.groups));
    values.set("teacher_source", evaluation.label_source);
    values.set("mean_r2", format!("{:.3}", evaluation.mean_r2));
    values.set("folds_mean_r2", folds.map_or(NONE.into(), |folds| format!("{:.3}", folds.teacher.mean_r2)));
    let rows = evaluation.labels.iter().map(|(name, figures)| {
        let [low, high] = figures.r2_bounds;
        let folds = folds.and_then(|folds| folds.teacher.r2.get(*name));
        format!(
            "| {name} | {:.3} ({low:.2}–{high:.2}) | {} | {:.3} | {:.3} | {:.3} |",
            figures.r2,
            folds.map_or(NONE.into(), |r2| format!("{r2:.3}")),
            figures.pearson,
            figures.mae,
            figures.constant_mae,
        )
    });
    values.set_lines("teacher_rows", rows);
    let test = [("test", &evaluation.voice)];
    let voices = test.into_iter().chain(folds.map(|folds| ("others, five-fold", &folds.teacher.voice)));
    values.set_lines("voice_rows", voices.map(voice_row));
}

fn voice_row((part, figures): (&str, &VoiceFigures)) -> String {
    let [sung, instrumental] = [&figures.sung, &figures.instrumental]
        .map(|means| format!("{} | {:.3} | {:.3}", means.rows, means.model, means.teacher));
    format!("| {part} | {sung} | {instrumental} |")
}

fn tags(values: &mut Values, evaluation: &Evaluation) {
    /// Tags that are named of the best, and of the worst.
    const NAMED: usize = 8;
    let tags = &evaluation.tags;
    let mut order: Vec<(&String, &f64)> = tags.rank_correlation.iter().collect();
    order.sort_by(|a, b| b.1.total_cmp(a.1));
    let named = |tags: &[(&String, &f64)]| {
        tags.iter().map(|(name, figure)| format!("{name} {figure:.2}")).collect::<Vec<_>>().join(", ")
    };
    let edge = order.len().min(NAMED);
    values.set("tag_source", tags.source);
    values.set("tag_mean", format!("{:.3}", tags.mean_rank_correlation));
    values.set("tag_count", order.len());
    values.set("tags_best", named(&order[..edge]));
    values.set("tags_worst", named(&order[order.len() - edge..]));
}

fn baseline_row(baseline: &Baseline) -> String {
    format!("| {} | {:.3} | {:.3} |", baseline.name, baseline.dev_z_mse, baseline.mean_test_r2)
}

/// Collections, reliability of each label, and importance of the descriptor's families.
fn families(values: &mut Values, evaluation: &Evaluation) {
    values.set("least_of_collection", MIN_COLLECTION);
    let collections = evaluation.collections.iter().map(|(name, figures)| {
        format!("| {name} | {} | {:.3} | {:.3} |", figures.rows, figures.mae, figures.constant_mae)
    });
    values.set_lines("collection_rows", collections);
    let reliability = evaluation.labels.iter().map(|(name, figures)| {
        let bins = figures.reliability.iter();
        let bins: Vec<String> = bins.map(|bin| format!("{:.2} → {:.2}", bin.predicted, bin.label)).collect();
        format!("| {name} | {:.3} | {} |", figures.calibration_error, bins.join(", "))
    });
    values.set_lines("reliability_rows", reliability);
    let labels: Vec<&str> = evaluation.labels.keys().copied().collect();
    values.set("label_names", labels.join(" | "));
    values.set("label_rules", "---|".repeat(labels.len()));
    let importance = evaluation.importance.iter().map(|(family, lost)| {
        let lost: Vec<String> = labels.iter().map(|label| format!("{:.3}", lost[label])).collect();
        format!("| {family} | {} |", lost.join(" | "))
    });
    values.set_lines("importance_rows", importance);
}

fn signal(values: &mut Values, evaluation: &Evaluation) {
    let signal = &evaluation.signal;
    values.set("signal_source", signal.reference);
    values.set("signal_windows", signal.rows);
    for (name, share) in [
        ("tempo_acc1", signal.tempo.acc1),
        ("tempo_constant", signal.tempo.constant_acc1),
        ("tempo_acc2", signal.tempo.acc2),
        ("key_exact", signal.key.exact),
        ("key_constant", signal.key.constant_exact),
        ("key_mirex", signal.key.mirex),
    ] {
        values.set(name, format!("{share:.3}"));
    }
    values.set("loudness_mae", format!("{:.2}", signal.loudness.mae_lu));
    values.set("loudness_constant", format!("{:.2}", signal.loudness.constant_mae_lu));
}

fn audience(values: &mut Values, Audience { windows: [fitted, judged], applause, room }: &Audience) {
    values.show("audience");
    values.set("audience_fitted", fitted);
    values.set("audience_judged", judged);
    let applause = applause.iter().map(|Told { amount, windows, auc }| {
        let (from, to) = (amount.start, amount.end);
        format!("| applause, {from} to {to} dB below the music | {windows} | {auc:.3} |")
    });
    values.set_lines("applause_rows", applause);
    let room = room.iter().map(|Told { amount, windows, auc }| {
        let (from, to) = (amount.start, amount.end);
        format!("| a room, {from} to {to} of the sound | {windows} | {auc:.3} |")
    });
    values.set_lines("room_rows", room);
}

fn real_label_row(result: &RealLabels) -> String {
    let figures = result
        .r2
        .iter()
        .zip(result.mae.values())
        .map(|((_, r2), (mae, constant))| format!("{r2:.2}; {mae:.3} ({constant:.3})"));
    let figures: Vec<String> = figures.collect();
    format!("| {} | {} | {} |", result.statistics, result.rows, figures.join(" | "))
}

fn playlist_row(figures: &PlaylistFigures) -> String {
    format!(
        "| {} | {} | {} | {:.4} | {:.4} | {:.3} | {:.4} | {:.1} |",
        figures.method.replace('_', " "),
        figures.seeds,
        if figures.artist_filter { "others" } else { "all" },
        figures.r_precision,
        figures.ndcg,
        figures.hit_at_10,
        figures.coverage_at_10,
        figures.hubness
    )
}

fn worst_row(track: &WorstTrack) -> String {
    let labels = track.labels.iter().map(|(name, found, label)| format!("{name} {found:.2} ({label:.2})"));
    let unusual = track.unusual.iter().map(|(name, score)| format!("`{name}` {score:+.1}"));
    format!(
        "| {}: {} | {:.2} | {} | {} | {} |",
        track.collection,
        track.title.replace('|', "/"),
        track.error,
        labels.collect::<Vec<_>>().join(", "),
        track.tags.join(", "),
        unusual.collect::<Vec<_>>().join(", ")
    )
}
