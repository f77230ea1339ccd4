//! What a network learns from, as it sees it: normalised descriptors with labels, weights and tags, gathered from real
//! songs, recorded windows of the teacher's, windows made of those, mixtures of all, and rows of other sources.

use super::{
    analyses::WindowAnalysis,
    augmentation::Augmented,
    labels::{INSTRUMENTALNESS, LABELS, LIVENESS},
    musicnn::{Musicnn, Opinion},
    songs::Clip,
    windows::Window,
};
use crate::statistics;
use model::normaliser::Normaliser;
use segue_cli::rows::DescriptorRow;

/// Weight of the teachers' disagreement on windows made of several: musicnn has not heard those.
const MIXED_AGREEMENT: f32 = 0.8;

/// Activations are small and of many magnitudes: their logarithms are learnt, no further down than this.
const LEAST_ACTIVATION: f32 = 1e-3;

/// How much the mean of a clip's windows counts, where its windows count 1 on average: it is what a track is judged by.
const MEAN_WEIGHT: f32 = 3.0;

/// Windows, or means of windows, as the network sees them.
#[derive(Default)]
pub struct Samples {
    /// Normalised descriptors, one after the other.
    pub inputs: Vec<f32>,
    /// Labels, 0…1; any number where the weight is 0.
    pub labels: Vec<[f32; LABELS]>,
    /// How much each label counts; 0 where it is not known.
    pub weights: Vec<[f32; LABELS]>,
    /// Tags in deviations from their means, one window after the other; any numbers where the weight is 0.
    pub tags: Vec<f32>,
    /// How much the tags of each window count; 0 where they are not known.
    pub tag_weights: Vec<f32>,
    /// How much each sample teaches the network what error to expect: only the published values of real songs should.
    pub error_weights: Vec<f32>,
}

impl Samples {
    /// How many there are.
    pub fn rows(&self) -> usize {
        self.labels.len()
    }

    /// Number of values of each descriptor.
    pub fn width(&self) -> usize {
        self.inputs.len() / self.rows().max(1)
    }

    /// Number of tags of each window.
    pub fn tag_count(&self) -> usize {
        self.tags.len() / self.rows().max(1)
    }
}

/// Puts tags on the scale that is learnt.
pub struct TagScaler {
    mean: Vec<f32>,
    deviation: Vec<f32>,
}

impl TagScaler {
    /// Mean and deviation of each tag's logarithm over the windows that musicnn has heard.
    pub fn new(windows: &[&Window], musicnn: &Musicnn) -> TagScaler {
        let heard: Vec<_> = windows.iter().filter_map(|window| musicnn.heard(window)).collect();
        let (mean, deviation) = (0..musicnn.names.len())
            .map(|place| {
                let column: Vec<f32> = heard.iter().map(|heard| logarithm(heard.tags[place])).collect();
                (statistics::mean(&column) as f32, statistics::variance(&column).sqrt().max(1e-6) as f32)
            })
            .unzip();
        TagScaler { mean, deviation }
    }

    fn apply(&self, activations: &[f32]) -> impl Iterator<Item = f32> {
        let scaled = activations.iter().zip(&self.mean).zip(&self.deviation);
        scaled.map(|((activation, mean), deviation)| (logarithm(*activation) - mean) / deviation)
    }
}

fn logarithm(activation: f32) -> f32 {
    (activation + LEAST_ACTIVATION).ln()
}

/// Gathers samples of all kinds on one scale.
pub struct Gatherer<'a> {
    scale: &'a Normaliser,
    tags: &'a TagScaler,
    samples: Samples,
}

impl<'a> Gatherer<'a> {
    /// Nothing gathered yet.
    pub fn new(scale: &'a Normaliser, tags: &'a TagScaler) -> Gatherer<'a> {
        Gatherer { scale, tags, samples: Samples::default() }
    }

    /// Real songs: their windows and the means of those. Windows of a clip are alike: many do not count as many.
    pub fn songs(&mut self, clips: &[&Clip]) {
        let share = |clip: &Clip| 1.0 / (clip.windows.len() as f32).sqrt();
        let windows: usize = clips.iter().map(|clip| clip.windows.len()).sum();
        let shares: f32 = clips.iter().map(|clip| clip.windows.len() as f32 * share(clip)).sum();
        for clip in clips {
            let Some(labels) = clip.labels() else { continue };
            let weight = share(clip) * windows as f32 / shares.max(f32::MIN_POSITIVE);
            for window in &clip.windows {
                self.push(self.scale.apply(window.as_slice()), labels, [weight; LABELS], None, 1.0);
            }
            self.push(clip.mean(self.scale).into_iter(), labels, [MEAN_WEIGHT; LABELS], None, 1.0);
        }
    }

    /// The means of real songs' windows alone.
    pub fn means(&mut self, clips: &[&Clip]) {
        for (clip, labels) in clips.iter().filter_map(|clip| Some((clip, clip.labels()?))) {
            self.push(clip.mean(self.scale).into_iter(), labels, [1.0; LABELS], None, 1.0);
        }
    }

    /// Mixtures, with what a regression says of them. Of instrumentalness it says nothing: nearly always 0 or 1, that has
    /// no mean between.
    pub fn mixtures(&mut self, mixtures: Vec<(Vec<f32>, [f32; LABELS])>) {
        let mut weights = [1.0; LABELS];
        weights[INSTRUMENTALNESS] = 0.0;
        for (input, labels) in mixtures {
            self.push(input.into_iter(), labels, weights, None, 0.0);
        }
    }

    /// A recorded window as both teachers hear it; without an opinion, as the first does.
    pub fn recorded(
        &mut self,
        window: &Window,
        analysis: &WindowAnalysis,
        opinion: Option<Opinion>,
        musicnn: &Musicnn,
        weight: f32,
    ) {
        let (labels, agreement) = opinion
            .map_or((window.labels, 1.0), |opinion| (opinion.applied(window.labels), opinion.agreement));
        let tags = musicnn.heard(window).map(|heard| heard.tags.as_slice());
        self.push(self.scale.apply(&analysis.descriptor), labels, weights(weight, agreement), tags, 0.0);
    }

    /// A made window. What musicnn says of the recorded ones is carried over: in a mixture the
    /// voice of either is heard.
    pub fn made(&mut self, augmented: &Augmented, opinions: &[Opinion], weight: f32) {
        let first = opinions[augmented.plan.first];
        let opinion = match augmented.plan.second.map(|place| opinions[place]) {
            None => first,
            Some(second) => Opinion {
                shift: first.shift.min(second.shift),
                agreement: MIXED_AGREEMENT * first.agreement.min(second.agreement),
            },
        };
        let labels = opinion.applied(augmented.labels);
        let mut weights = weights(weight, opinion.agreement);
        // Rooms, noises and claps put into a recording are not a performance before people: what the first teacher
        // says of their liveness misleads.
        weights[LIVENESS] = 0.0;
        self.push(self.scale.apply(&augmented.descriptor), labels, weights, None, 0.0);
    }

    /// A row of another source.
    pub fn row(&mut self, row: &DescriptorRow) {
        let weights = row.labels().map(|label| label.map_or(0.0, |_| row.weight));
        let labels = row.labels().map(Option::unwrap_or_default);
        self.push(self.scale.apply(row.descriptor.as_slice()), labels, weights, None, 1.0);
    }

    /// All that was gathered.
    pub fn samples(self) -> Samples {
        self.samples
    }

    fn push(
        &mut self,
        normalised: impl Iterator<Item = f32>,
        labels: [f32; LABELS],
        weights: [f32; LABELS],
        tags: Option<&[f32]>,
        error_weight: f32,
    ) {
        let samples = &mut self.samples;
        samples.inputs.extend(normalised);
        samples.labels.push(labels);
        samples.weights.push(weights);
        samples.error_weights.push(error_weight);
        samples.tag_weights.push(if tags.is_some() { 1.0 } else { 0.0 });
        match tags {
            Some(tags) => samples.tags.extend(self.tags.apply(tags)),
            None => samples.tags.extend(std::iter::repeat_n(0.0, self.tags.mean.len())),
        }
    }
}

/// Weights of a window whose teachers agree this well on instrumentalness.
fn weights(weight: f32, agreement: f32) -> [f32; LABELS] {
    let mut weights = [weight; LABELS];
    weights[INSTRUMENTALNESS] *= agreement;
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::augmentation::plan::{Plan, Pool};

    #[test]
    fn made_windows_teach_all_but_liveness_and_less_where_teachers_differ() {
        let pool = Pool { groups: vec![vec![0]], voices: vec![vec![0]] };
        // The first plan of one window alone.
        let plan = (0..).map(|number| Plan::draw(number, &pool)).find(|plan| plan.second.is_none()).unwrap();
        let made = Augmented { plan, labels: [0.5; LABELS], descriptor: vec![1.0] };
        let scale = Normaliser { mean: vec![0.0], deviation: vec![1.0], clip: 4.0 };
        let tags = TagScaler { mean: Vec::new(), deviation: Vec::new() };
        let mut gatherer = Gatherer::new(&scale, &tags);
        gatherer.made(&made, &[Opinion { shift: 0.0, agreement: 0.5 }], 0.4);
        let weights = gatherer.samples().weights[0];
        for (place, weight) in weights.into_iter().enumerate() {
            let expected = match place {
                LIVENESS => 0.0,
                INSTRUMENTALNESS => 0.2,
                _ => 0.4,
            };
            assert_eq!(weight, expected, "{place}");
        }
    }
}
