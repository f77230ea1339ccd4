//! The model card: what the model was made from, how good it is on groups it has not seen, and where it fails.

use crate::{
    audience::{Audience, Told},
    baselines::Baseline,
    cross_validate::CrossValidation,
    evaluation::real::RealByLength,
    evaluation::{Evaluation, MIN_COLLECTION},
    real_labels::RealLabels,
    recommendation::{evaluate::Figures, uploads::UploadFigures},
    songs,
    train::Training,
};
use std::{
    fmt::Write,
    fs,
    time::{SystemTime, UNIX_EPOCH},
};

/// What other commands have written: `None` where they have not been run.
pub struct Beside {
    /// Size of the model file.
    pub model_bytes: usize,
    /// How it was trained.
    pub training: Option<Training>,
    /// The same recipe on all groups.
    pub cross_validation: Option<CrossValidation>,
    /// The student project's networks.
    pub baselines: Option<Vec<Baseline>>,
    /// What the signal tells of an audience.
    pub audience: Option<Audience>,
    /// What real labels allow.
    pub real_labels: Option<Vec<RealLabels>>,
    /// How much of playlists is found from songs that none knows.
    pub uploads: Option<Vec<UploadFigures>>,
    /// How much of playlists is found.
    pub recommendation: Option<Vec<Figures>>,
}

/// The card as Markdown.
pub fn markdown(evaluation: &Evaluation, beside: &Beside) -> String {
    [
        introduction(evaluation, beside),
        real(evaluation.real.as_ref()),
        uploads(beside.uploads.as_deref()),
        data(evaluation, beside.training.as_ref()),
        labels(evaluation, beside.cross_validation.as_ref()),
        voice(evaluation, beside.cross_validation.as_ref()),
        tags(evaluation),
        baselines(evaluation, beside.baselines.as_deref()),
        collections(evaluation),
        reliability(evaluation),
        importance(evaluation),
        signal(evaluation),
        audience(beside.audience.as_ref()),
        real_labels(beside.real_labels.as_deref()),
        recommendation(beside.recommendation.as_deref()),
        worst(evaluation),
        LIMITS.to_string(),
    ]
    .into_iter()
    .filter(|section| !section.is_empty())
    .collect::<Vec<_>>()
    .join("\n")
}

fn introduction(evaluation: &Evaluation, beside: &Beside) -> String {
    let mut text = format!(
        "# Model card\n\n\
         Written by `cargo run --release -p trainer -- evaluate` on {}, {}. Do not edit: run it again.\n\n\
         A multilayer perceptron (burn, ndarray backend) that predicts seven of Spotify's audio features, the error to \
         expect of each, and fifty tags, from a descriptor of {} values of windows of 30 s; a track is predicted from the \
         mean of its windows' descriptors. `assets/model.bin` holds the weights in 8 bits, the input scale, the \
         spectrum's scale and the intervals: {:.0} KB. The loss of every epoch is in `assets/training.json`.\n",
        today(),
        processor(),
        dsp::descriptor::Descriptor::LEN,
        beside.model_bytes as f64 / 1000.0,
    );
    if let Some(real) = evaluation.real.as_ref() {
        let _ = write!(
            text,
            "\nOn {} clips of real songs whose artists it had not heard, it is off by **{:.3}** on average (mean over the \
             seven labels; a constant by {:.3}), on the {} of them that last 29 s and more by **{:.3}** ({:.3}). The labels \
             are the {}.\n",
            real.all.clips,
            real.all.mean_mae,
            real.all.constant_mean_mae,
            real.long.clips,
            real.long.mean_mae,
            real.long.constant_mean_mae,
            songs::LABEL_SOURCE,
        );
    }
    text
}

/// Real songs, by artist.
fn real(figures: Option<&RealByLength>) -> String {
    let Some(figures) = figures else { return String::new() };
    let mut text = format!(
        "## Real songs, artists never heard\n\nLabel source: {}. Clips of popular songs (98% of them sung, 1950s to \
         2023), each predicted by networks that have heard none of its artist's: five parts of the artists, five trainings \
         (`trainer cross-validate`). \"Constant\" is the mean absolute error of always saying these labels' median. \
         \"Bias\" is predictions less labels, \"coverage\" the share of labels within the intervals shown as 80%, which \
         were calibrated on the other artists, and \"margin\" their mean half-width. Published values are of whole songs: \
         of a short clip they can be told less well, and its intervals are wider.\n",
        songs::LABEL_SOURCE
    );
    for (name, figures) in [
        ("Clips of 29 s and more", &figures.long),
        ("Shorter clips", &figures.short),
        ("All clips", &figures.all),
    ] {
        let _ = write!(
            text,
            "\n{name}, {} of them:\n\n| label | R² | MAE | constant | bias | coverage | margin |\n\
             |---|---|---|---|---|---|---|\n",
            figures.clips
        );
        for (label, figures) in &figures.labels {
            let _ = writeln!(
                text,
                "| {label} | {:.2} | {:.3} | {:.3} | {:+.3} | {:.2} | ±{:.3} |",
                figures.r2, figures.mae, figures.constant_mae, figures.bias, figures.coverage, figures.margin
            );
        }
        let _ = writeln!(
            text,
            "| **mean** | | **{:.4}** | {:.4} | | | |",
            figures.mean_mae, figures.constant_mean_mae
        );
    }
    text.push_str(REAL);
    text
}

/// Measured once, from audio that cannot be handed around.
const REAL: &str = "\nThe model before it, learnt from the teacher alone, was off by .168 on average on such clips, worse \
than a constant in acousticness (.235), energy (.199), instrumentalness (.326) and speechiness (.062); the teacher \
itself by .155. Liveness and instrumentalness hardly vary among popular songs: there is little to explain, and little is \
explained. Tempo, key and loudness are measured, not learnt: on clips of 29 s and more, against Spotify's values, tempo \
within 4% on .86 (within 4% or an octave off on .97), key and mode equal on .50 (MIREX credit .62). On 250 of the clips \
Essentia's RhythmExtractor2013 and KeyExtractor come to .84 and .96, .48 and .61, ours to .88 and .99, .49 and .62: \
Spotify's own keys are the noise.\n";

/// Songs that no playlist knows, as files are placed.
fn uploads(figures: Option<&[UploadFigures]>) -> String {
    let Some([first, ..]) = figures else { return String::new() };
    let mut text = format!(
        "## A file's place among playlists\n\n{} real songs that stand in the catalogue, each as a file that no playlist knows: \
         its features predicted, and its place among playlists learnt, without its artist (five parts of the artists; \
         `trainer recommend-eval --uploads`). Pairs of a song and a held-out playlist with it; the playlist's other tracks are \
         to be found. \"Features\": placed by the predicted features alone; \"heard\": by the descriptor alone, a ridge \
         regression; \"upload\": by both, as the page does. Tempo, key and loudness are Spotify's here, since the rows have no \
         others. \"Most common\": the greatest share of the first fives of 200 songs that one track stands in. Before, files \
         were placed by the features of a model that copied its teacher: R-precision .057, less than popularity's.\n\n\
         | placed by | seeds | R-precision | NDCG | hit@10 | hubness | most common |\n|---|---|---|---|---|---|---|\n",
        first.songs
    );
    for figures in figures.into_iter().flatten() {
        let _ = writeln!(
            text,
            "| {} | {} | {:.3} | {:.3} | {:.2} | {:.1} | {:.2} |",
            figures.method.replace('_', " "),
            figures.seeds,
            figures.r_precision,
            figures.ndcg,
            figures.hit_at_10,
            figures.hubness,
            figures.most_common
        );
    }
    text
}

fn data(evaluation: &Evaluation, training: Option<&Training>) -> String {
    let mut text = String::from(DATA);
    if let Some(Training { learnt_from, minutes, .. }) = training {
        let _ = write!(
            text,
            "\nThe weights were fitted on {} clips of real songs (their windows, and the means of those, which count \
             three times), {} windows of the teacher's at a weight of .2, {} windows made of those (`trainer augment`), {} \
             mixtures of all, labelled by a kernel ridge regression, and {} rows of other sources (`trainer train \
             --rows`). `trainer train` took {minutes:.0} minutes on two cores (windows described before). Values that say \
             how loud the samples are, not how they sound, are not heard: the same file louder or softer gets the same \
             features.\n",
            learnt_from.clips,
            learnt_from.windows,
            learnt_from.made,
            learnt_from.mixtures,
            learnt_from.others,
        );
    }
    if let Some(test) = evaluation.split.get("test") {
        let _ = write!(
            text,
            "\nOf the teacher's windows a tenth of the groups ({} windows, {} groups) is never learnt from. A group holds \
             the windows of one track and of tracks nearly alike. Artists and groups are dealt by a hash of their names with a \
             fixed seed. Two parts of the descriptor are learnt themselves: the tempo network, from Essentia's tempi of the \
             teacher's windows and from synthetic clicks and drums, and the dictionary of textures, from the audio of those \
             windows without any label; neither has heard a real song of the table. Settings were compared by the same five \
             folds, some ten recipes of them in a copy of the trainer in PyTorch with other folds: the figures lean a little \
             towards what was chosen.\n",
            test.rows, test.groups
        );
    }
    text
}

fn labels(evaluation: &Evaluation, cross_validation: Option<&CrossValidation>) -> String {
    let mut text = format!(
        "## Against the teacher, test groups\n\nHistory: what the model was judged by when it was learnt from the teacher \
         alone. Label source: {}. Where the model differs from the teacher it follows published values; a high R² here is \
         no aim any more. In brackets: 90% of 1,000 resamples of the groups lie between. \"Five-fold\" is over the other \
         windows, each judged by networks that have not heard its group.\n\n\
         | label | R² | five-fold R² | Pearson | MAE | constant |\n|---|---|---|---|---|---|\n",
        evaluation.label_source
    );
    for (name, figures) in &evaluation.labels {
        let folds = cross_validation.and_then(|result| result.teacher.r2.get(*name));
        let _ = writeln!(
            text,
            "| {name} | {} | {} | {:.3} | {:.3} | {:.3} |",
            with_bounds(figures.r2, figures.r2_bounds),
            folds.map_or("–".into(), |r2| format!("{r2:.3}")),
            figures.pearson,
            figures.mae,
            figures.constant_mae,
        );
    }
    let folds = cross_validation.map_or("–".into(), |result| format!("{:.3}", result.teacher.mean_r2));
    let _ = writeln!(text, "| **mean** | **{:.3}** | **{folds}** | | | |", evaluation.mean_r2);
    text
}

/// An R² and between what most resamples of the groups put it.
fn with_bounds(r2: f64, [low, high]: [f64; 2]) -> String {
    format!("{r2:.3} ({low:.2}–{high:.2})")
}

fn voice(evaluation: &Evaluation, cross_validation: Option<&CrossValidation>) -> String {
    let mut text = String::from(
        "## Voice\n\nThat music is instrumental is learnt from two teachers, since real songs are nearly all sung: VibeNet's label, moved by what musicnn's tags say of \
         voices, weighs as much as the two agree. Mean instrumentalness on held-out windows where they do:\n\n\
         | part | both hear a voice: windows | model | teacher | neither does: windows | model | teacher |\n\
         |---|---|---|---|---|---|---|\n",
    );
    let folds = cross_validation.map(|result| ("others, five-fold", &result.teacher.voice));
    for (part, figures) in std::iter::once(("test", &evaluation.voice)).chain(folds) {
        let [sung, instrumental] = [&figures.sung, &figures.instrumental]
            .map(|means| format!("{} | {:.3} | {:.3}", means.rows, means.model, means.teacher));
        let _ = writeln!(text, "| {part} | {sung} | {instrumental} |");
    }
    text
}

fn tags(evaluation: &Evaluation) -> String {
    let tags = &evaluation.tags;
    let mut order: Vec<(&String, &f64)> = tags.rank_correlation.iter().collect();
    order.sort_by(|a, b| b.1.total_cmp(a.1));
    let named = |tags: &[(&String, &f64)]| {
        tags.iter().map(|(name, figure)| format!("{name} {figure:.2}")).collect::<Vec<_>>().join(", ")
    };
    let edge = order.len().min(8);
    format!(
        "## Tags, test groups of the teacher's windows\n\nRank correlation with the {}: mean **{:.3}** over {} tags (a constant: 0). Best: {}. \
         Worst: {}.\n",
        tags.source,
        tags.mean_rank_correlation,
        order.len(),
        named(&order[..edge]),
        named(&order[order.len() - edge..]),
    )
}

fn baselines(evaluation: &Evaluation, baselines: Option<&[Baseline]>) -> String {
    let Some(baselines) = baselines else { return String::new() };
    let mut text = String::from(
        "## Baselines\n\nThe networks of the student project that Segue grew out of, trained on the same split from the \
         z-scored spectrum of 10,000 bins (`trainer baselines`; losses of every epoch in `assets/baselines.json`). \
         z-MSE is over eleven labels: the teacher's seven, and measured key, loudness, mode, tempo.\n\n\
         | model | dev z-MSE of eleven | test mean R² of seven |\n|---|---|---|\n",
    );
    for baseline in baselines {
        let _ = writeln!(
            text,
            "| {} | {:.3} | {:.3} |",
            baseline.name, baseline.dev_z_mse, baseline.mean_test_r2
        );
    }
    let _ = writeln!(text, "| this model | | **{:.3}** |", evaluation.mean_r2);
    text
}

fn reliability(evaluation: &Evaluation) -> String {
    let mut text = String::from(
        "## Reliability against the teacher, test groups\n\nWindows in bins of like predictions: mean prediction → mean label. \"Error\" is \
         their mean distance.\n\n| label | error | bins |\n|---|---|---|\n",
    );
    for (name, figures) in &evaluation.labels {
        let bins: Vec<String> = figures
            .reliability
            .iter()
            .map(|bin| format!("{:.2} → {:.2}", bin.predicted, bin.label))
            .collect();
        let _ = writeln!(text, "| {name} | {:.3} | {} |", figures.calibration_error, bins.join(", "));
    }
    text
}

fn importance(evaluation: &Evaluation) -> String {
    let labels: Vec<&str> = evaluation.labels.keys().copied().collect();
    let mut text = format!(
        "## Importance, test groups of the teacher's windows\n\nR² lost when one family of the descriptor is shuffled among windows (five \
         shuffles): what the model goes by. Families that say the same as others come out low. For a single track: \
         `trainer explain FILE`, or \"What drove this\" in the page.\n\n| family | {} |\n|---|{}\n",
        labels.join(" | "),
        "---|".repeat(labels.len())
    );
    for (family, lost) in &evaluation.importance {
        let lost: Vec<String> = labels.iter().map(|label| format!("{:.3}", lost[label])).collect();
        let _ = writeln!(text, "| {family} | {} |", lost.join(" | "));
    }
    text
}

fn audience(result: Option<&Audience>) -> String {
    let Some(Audience { windows: [fitted, judged], applause, room }) = result else { return String::new() };
    let mut text = format!(
        "## Audience and room\n\nThe teacher's liveness hardly varies (see below), so the signal was asked itself: a \
         linear probe on the descriptor tells windows to which applause or a room was added from windows to which it \
         was not (`trainer audience`; fitted on {fitted} made windows of training groups, judged on {judged} of other \
         groups alone). AUC: the share of pairs in which the window with it is ranked higher; a constant's is .5.\n\n\
         | added | windows | AUC |\n|---|---|---|\n"
    );
    for Told { amount, windows, auc } in applause {
        let (from, to) = (amount.start, amount.end);
        let _ = writeln!(text, "| applause, {from} to {to} dB below the music | {windows} | {auc:.3} |");
    }
    for Told { amount, windows, auc } in room {
        let (from, to) = (amount.start, amount.end);
        let _ = writeln!(text, "| a room, {from} to {to} of the sound | {windows} | {auc:.3} |");
    }
    text.push_str(
        "\nBoth are synthetic (random claps; decaying noise). No recordings of real audiences are at hand to judge by, \
         so the page shows no audience of its own finding: its liveness is the teacher's, and is said to be weak.\n",
    );
    text
}

fn real_labels(results: Option<&[RealLabels]>) -> String {
    let Some(results) = results else { return String::new() };
    let mut text = String::from(
        "## Real labels\n\nEcho Nest's own labels of Free Music Archive clips, predicted from published librosa \
         statistics of those clips (five-fold by row, `trainer real-labels`). The audio is not at hand and the \
         statistics are not our descriptor's, so these rows do not teach the model; they show how much less of a real \
         label than of a teacher's can be predicted. R², and mean absolute error with a constant's beside it:\n\n",
    );
    let labels: Vec<&String> = results.first().map(|result| result.r2.keys().collect()).unwrap_or_default();
    let head: Vec<&str> = labels.iter().map(|label| label.as_str()).collect();
    let _ = writeln!(
        text,
        "| statistics | rows | {} |\n|---|---|{}",
        head.join(" | "),
        "---|".repeat(head.len())
    );
    for result in results {
        let figures: Vec<String> = labels
            .iter()
            .map(|label| {
                let (mae, constant) = result.mae[*label];
                format!("{:.2}; {mae:.3} ({constant:.3})", result.r2[*label])
            })
            .collect();
        let _ = writeln!(text, "| {} | {} | {} |", result.statistics, result.rows, figures.join(" | "));
    }
    text
}

fn recommendation(figures: Option<&[Figures]>) -> String {
    let Some(figures) = figures.filter(|figures| !figures.is_empty()) else { return String::new() };
    let mut section = format!(
        "## What should play next, {} held-out playlists\n\n\
         Playlists of the Million Playlist Dataset with 20 or more tracks of the catalogue, kept out of everything that is \
         learned by a hash of their number. The first track, or the first five, are given; the rest is to be found. \
         R-precision: share of the first R tracks that are right, R being how many there are to find. NDCG over 500 ranks; \
         hit@10: one of the first ten is right; coverage@10: share of the catalogue that comes up in some first ten; \
         hubness: skewness of how often tracks do. \"Others\": tracks of the seeds' artists neither recommended nor to be \
         found. Random, popularity and the two Euclidean distances (raw features, as the student project had it, and \
         z-scores) are the baselines. \"Upload\" knows nothing of a seed but its features and length, and is placed by a \
         network that never heard of its artist. Features here are Spotify's own: those of a real upload are predictions, \
         and worse. The weights of the scores and the upload network's recipe were chosen on this dataset, partly on these \
         playlists: among what was tried, upload R-precision from one track lay between .077 and .083. The shipped catalogue \
         has learned from all playlists, these included (`trainer recommend-eval`).\n\n\
         | method | seeds | artists | R-precision | NDCG | hit@10 | coverage@10 | hubness |\n|---|---|---|---|---|---|---|---|\n",
        figures[0].playlists
    );
    for line in figures {
        let artists = if line.artist_filter { "others" } else { "all" };
        let _ = writeln!(
            section,
            "| {} | {} | {artists} | {:.4} | {:.4} | {:.3} | {:.4} | {:.1} |",
            line.method.replace('_', " "),
            line.seeds,
            line.r_precision,
            line.ndcg,
            line.hit_at_10,
            line.coverage_at_10,
            line.hubness
        );
    }
    section
}

fn worst(evaluation: &Evaluation) -> String {
    let mut text = String::from(
        "## Where it differs most from the teacher: ten test tracks\n\nError in deviations of the training labels; prediction against \
         label for the three worst labels; the second teacher's strongest tags; the descriptor's most unusual values, \
         in deviations from the training windows.\n\n\
         | track | error | predicted (label) | second teacher | unusual in its descriptor |\n|---|---|---|---|---|\n",
    );
    for track in &evaluation.worst {
        let labels: Vec<String> = track
            .labels
            .iter()
            .map(|(name, found, label)| format!("{name} {found:.2} ({label:.2})"))
            .collect();
        let unusual: Vec<String> =
            track.unusual.iter().map(|(name, score)| format!("`{name}` {score:+.1}")).collect();
        let _ = writeln!(
            text,
            "| {}: {} | {:.2} | {} | {} | {} |",
            track.collection,
            track.title.replace('|', "/"),
            track.error,
            labels.join(", "),
            track.tags.join(", "),
            unusual.join(", ")
        );
    }
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
         network (`crates/dsp/fit`) that was fitted to Essentia's tempi of the training and dev windows and to synthetic \
         clicks and drums. Compared with {} on the {} windows for which those figures came with the data (ours hear the \
         same music after a codec of 24 kbit/s), most of them not held out:\n\n\
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
    ) + TEMPO
}

/// The first four rows by Essentia on all windows, 2026-11-26 and 27; the rest printed by
/// `crates/dsp/fit/fit_tempo.py` and the example `tempo_key_eval`, 2026-11-23.
const TEMPO: &str = "\nEssentia was also run on the windows themselves (`crates/dsp/fit/reference.py`):\n\n\
| tempo | windows | Acc1 | Acc2 |\n|---|---|---|---|\n\
| the shipped weights, test groups, which they have not heard | 195 | .754 | .841 |\n\
| of these, where Essentia is sure (confidence above 1.5) | 128 | .852 | .969 |\n\
| the shipped weights, all windows, of which they have heard nine in ten | 2,129 | .827 | .875 |\n\
| of these, where Essentia is sure | 1,527 | .921 | .972 |\n\
| two-fold by group, all windows | 2,129 | .800 | .870 |\n\
| of these, where Essentia is sure | 1,527 | .887 | .962 |\n\
| two-fold, our confidence in the highest fifth (mean .99) | 426 | .998 | .998 |\n\
| second fifth (.97) | 426 | .965 | .986 |\n\
| third (.89) | 426 | .890 | .946 |\n\
| fourth (.71) | 426 | .730 | .887 |\n\
| lowest (.33) | 425 | .416 | .532 |\n\n\
The two-fold rows were made when onsets counted 80 dB below the loudest (now 55), on all 2,129 windows. Essentia agrees with \
itself, after 300 ms are cut off the beginning, in .863 (Acc1) and .900 (Acc2) of all windows: no \
method can pass that by much. Synthetic clicks and drums from 47 to 218 BPM, straight and swung, with and without noise, \
two-fold: Acc1 .997. Key against Essentia's \
on all 2,129 windows: .780 equal, .825 MIREX credit. Beats, on 79 windows where Essentia is sure and the tempi agree: \
within 70 ms of Essentia's on .81, half a beat off on .09, median distance 19 ms. Bars: on the 80 windows, 77 in four \
and 3 in three beats (of the catalogue's tracks 92.5% and 5.8%); there are no labels to judge them by.\n";

const DATA: &str = "\
## What it derives from

- **Labels**: of real songs, the values that Spotify published for them: facts, for research. Of windows of free music \
and speech, the output of VibeNet 0.1.0 (a GPL-3 program; its model was trained on the Free Music Archive with Echo \
Nest's labels) and of musicnn 0.1.0 on the same audio. None of their code or weights is here.
- **Weights**: fitted on statistics (the descriptor, 750 numbers for 30 s) of commercial recordings of real songs, of which \
nothing is here, neither audio nor rows, nor anything from which a recording could be rebuilt; and of 30 s windows of free \
music and speech: game music from Debian packages (CC-BY, CC-BY-SA, GPL, CC0), Emotify (CC BY-NC-SA), Free Music Archive \
clips (Creative Commons, per track), Creative Commons songs, AI-generated songs from public demo pages (no licence stated), \
public-domain readings, telephone prompts.
- **Catalogue** (`assets/catalogue.bin`): 39,265 tracks of the Million Playlist Dataset's challenge set with the \
features that Spotify published; facts, for research use.
- **Our code**: MIT or Apache-2.0.
";

const LIMITS: &str = "\
## What the figures do not say

- **Two worlds.** Real songs of the table are popular and nearly all sung; that music can be instrumental is known from \
other windows and another program's labels. Independent, classical and other instrumental music is the least sure: \
intervals widen with the distance from the songs that were learnt from, but were calibrated on popular songs.
- **Short clips.** Published values are of whole songs. Of clips below 29 s, many of which catch a quiet beginning, \
acousticness, energy and instrumentalness are told much less well; instrumentalness worse than by a constant.
- **Liveness** can hardly be told from the sound: it is no better than a constant. So the page says.
- Instrumentalness of popular songs is nearly always 0: always saying 0 errs as little on average, but would never find \
an instrumental.
- Thin in the table: energy below .4 (8% of songs), acousticness above .6 (9%), speechiness above .33 (3%), \
instrumentalness above .5 (2%), liveness above .6 (3%).
";

/// Today's date, UTC.
pub fn today() -> String {
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
pub fn processor() -> String {
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
