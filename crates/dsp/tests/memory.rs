//! What the analysis of a long track holds: an allocator counts.
#![allow(unsafe_code, reason = "an allocator is made of nothing else")]
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use dsp::{Hearing, Survey};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The system's, counting.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST_HELD: AtomicUsize = AtomicUsize::new(0);

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Relaxed) + layout.size();
        MOST_HELD.fetch_max(held, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const RATE: u32 = 8_000;

/// Blocks of five seconds, as a decoder gives them: five seconds of noise in every minute, the rest silent.
fn blocks(minutes: u32) -> impl Iterator<Item = Vec<f32>> {
    let mut state = 1u32;
    (0..minutes * 12).map(move |block| {
        let gain = if block % 12 == 0 { 0.5 } else { 0.0 };
        let mut sample = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            gain * (state as f32 / 2_147_483_648.0 - 1.0)
        };
        (0..5 * RATE).map(|_| sample()).collect()
    })
}

/// The most that was held at once, bytes, while a track of so many minutes was analysed.
fn most_held(minutes: u32) -> usize {
    MOST_HELD.store(HELD.load(Relaxed), Relaxed);
    let mut survey = Survey::new(2, RATE).unwrap();
    blocks(minutes).for_each(|block| survey.take(&[&block, &block]).unwrap());
    let surveyed = survey.finish().unwrap();
    let mut hearing = Hearing::new(surveyed);
    let mut mono = Vec::new();
    for block in blocks(minutes) {
        surveyed.downmix.mix(&[&block, &block], &mut mono);
        hearing.take(&mono);
    }
    let description = hearing.finish().unwrap();
    assert_eq!(description.duration_s, 60.0 * minutes as f32);
    MOST_HELD.load(Relaxed)
}

/// Twenty minutes take as much as eight, in which a window is filled, but for the descriptors of its windows: 3 kB for each 30 s that sounds.
#[test]
fn memory_does_not_grow_with_the_length() {
    let [short, long] = [8, 20].map(most_held);
    assert!(short < 60_000_000, "{short}");
    assert!(long < short + 1_000_000, "{long} bytes for twenty minutes, {short} for eight");
}
