//! Brings the parts of a file to one rate and one number of channels.

use crate::run::Planes;
use rubato::audioadapter_buffers::direct::SequentialSliceOfVecs;
use rubato::{Fft, FixedSync, Indexing, Resampler, WindowFunction};

/// Least length of the resampler's transforms, input samples: some 20 ms.
const MIN_BLOCK: usize = 1024;

/// Length of the transforms, input samples: a multiple of the shortest that the two rates allow, and an even one, since
/// half the output of a block is its delay and that must be whole samples.
fn block(from: usize, to: usize) -> usize {
    let (mut common, mut rest) = (from, to);
    while rest != 0 {
        (common, rest) = (rest, common % rest);
    }
    let shortest = from / common.max(1);
    shortest * MIN_BLOCK.div_ceil(shortest.max(1)).next_multiple_of(2)
}

/// As many channels as are wanted: one is heard from all, several are dealt out in their order.
pub fn to_channels(mut planes: Planes, channels: usize) -> Planes {
    match (planes.len(), planes.first()) {
        (1, Some(only)) => vec![only.clone(); channels],
        _ => {
            let len = planes.first().map_or(0, Vec::len);
            planes.resize(channels, vec![0.0; len]);
            planes
        }
    }
}

/// Changes the rate of a stretch that comes in pieces.
pub struct RateChange {
    resampler: Fft<f32>,
    /// What has not been changed yet.
    waiting: Planes,
    /// Samples that come out first and are none of the stretch.
    late: usize,
    from: u64,
    to: u64,
    /// Samples of each channel that went in, and that came out.
    taken: u64,
    given: u64,
}

impl RateChange {
    /// From one rate to another, Hz; `None` where no resampler does that.
    pub fn new(from: u32, to: u32, channels: usize) -> Option<Self> {
        let resampler = Fft::new_custom(
            from as usize,
            to as usize,
            block(from as usize, to as usize),
            1,
            channels,
            WindowFunction::BlackmanHarris2,
            FixedSync::Input,
        )
        .ok()?;
        let late = resampler.output_delay();
        let waiting = vec![Vec::new(); channels];
        Some(Self { resampler, waiting, late, from: u64::from(from), to: u64::from(to), taken: 0, given: 0 })
    }

    /// What comes out when more goes in.
    pub fn take(&mut self, planes: &Planes) -> Planes {
        self.taken += planes.first().map_or(0, Vec::len) as u64;
        for (waiting, plane) in self.waiting.iter_mut().zip(planes) {
            waiting.extend_from_slice(plane);
        }
        self.change()
    }

    /// What is still inside at the end: the whole is as long as what went in.
    pub fn finish(&mut self) -> Planes {
        let wanted = (self.taken * self.to + self.from / 2) / self.from;
        let mut rest: Planes = vec![Vec::new(); self.waiting.len()];
        // Every round gives at least something once the delay is over; a resampler that fails ends it.
        while self.given < wanted {
            let more = self.resampler.input_frames_next();
            self.waiting.iter_mut().for_each(|waiting| waiting.resize(waiting.len() + more, 0.0));
            let late = self.late;
            let given = self.change();
            let count = given.first().map_or(0, Vec::len);
            if count == 0 && self.late == late {
                break;
            }
            rest.iter_mut().zip(&given).for_each(|(rest, given)| rest.extend_from_slice(given));
        }
        let over = usize::try_from(self.given.saturating_sub(wanted)).unwrap_or(0);
        rest.iter_mut().for_each(|rest| rest.truncate(rest.len().saturating_sub(over)));
        rest
    }

    fn change(&mut self) -> Planes {
        let channels = self.waiting.len();
        let mut changed: Planes = vec![Vec::new(); channels];
        let mut start = 0;
        loop {
            let needed = self.resampler.input_frames_next();
            let there = self.waiting.first().map_or(0, Vec::len) - start;
            if there < needed {
                break;
            }
            let input: Planes = self
                .waiting
                .iter()
                .map(|waiting| waiting.get(start..start + needed).unwrap_or_default().to_vec())
                .collect();
            start += needed;
            let Some(output) = self.round(&input) else { break };
            let count = output.first().map_or(0, Vec::len);
            let late = self.late.min(count);
            self.late -= late;
            self.given += (count - late) as u64;
            for (changed, output) in changed.iter_mut().zip(&output) {
                changed.extend_from_slice(output.get(late..).unwrap_or_default());
            }
        }
        self.waiting.iter_mut().for_each(|waiting| drop(waiting.drain(..start.min(waiting.len()))));
        changed
    }

    fn round(&mut self, input: &Planes) -> Option<Planes> {
        let (channels, frames) = (input.len(), input.first()?.len());
        let room = self.resampler.output_frames_max();
        let mut output = vec![vec![0.0; room]; channels];
        let source = SequentialSliceOfVecs::new(input, channels, frames).ok()?;
        let mut sink = SequentialSliceOfVecs::new_mut(&mut output, channels, room).ok()?;
        let (_, made) = self.resampler.process_into_buffer(&source, &mut sink, None::<&Indexing>).ok()?;
        output.iter_mut().for_each(|plane| plane.truncate(made));
        Some(output)
    }
}
