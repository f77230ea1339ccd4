//! How long the analysis takes, natively and in a browser, against one power STFT of the same audio: as anyone would take it
//! with the crate realfft, so that a faster transform of ours does not make the analysis look slower. Run by `cargo xtask
//! bench`; it measures and never fails for being slow.
#![allow(clippy::unwrap_used, reason = "a bench fails by panicking")]

use dsp::{
    audio::Audio,
    describe::describe,
    downmix::Downmix,
    params::{HOP, N_FFT, SAMPLE_RATE},
    resample::to_analysis_rate,
    stft::hann,
};
use model::{Model, spectrogram};
use realfft::{RealFftPlanner, num_complex::Complex32};
use wasm_bindgen_test::wasm_bindgen_test;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// The model as the page serves it.
const MODEL: &[u8] = include_bytes!("../../assets/model.bin");

/// Length of the audio, seconds: a song.
const SECONDS: usize = 240;

/// Runs of each measurement, whose median counts.
const RUNS: usize = 9;

/// Predictions in one measurement: a single one is shorter than a browser's clock ticks.
const PREDICTIONS: usize = 50;

/// What `cargo xtask bench` looks for in the output.
const MARK: &str = "SEGUE_BENCH ";

#[wasm_bindgen_test(unsupported = test)]
fn analysis() {
    let stereo: Vec<Vec<f32>> = pkg_tests::channels(&pkg_tests::wav().unwrap())
        .unwrap()
        .into_iter()
        .map(|channel| channel.repeat(SECONDS / pkg_tests::SECONDS as usize))
        .collect();
    let stereo: Vec<&[f32]> = stereo.iter().map(Vec::as_slice).collect();
    let stereo = Audio { channels: &stereo, sample_rate: pkg_tests::SAMPLE_RATE };
    let mono = to_analysis_rate(&stereo, Downmix::of(&stereo));
    let mono = Audio { channels: &[&mono], sample_rate: SAMPLE_RATE };

    // Planned and allocated anew each time, as `describe` does.
    let stft_ms = median_ms(|| drop(power_spectrogram(mono.channels[0])));
    let describe_ms = median_ms(|| drop(describe(&mono, &mut |_| {}).unwrap()));
    let stereo_ms = median_ms(|| drop(describe(&stereo, &mut |_| {}).unwrap()));
    let picture_ms = median_ms(|| drop(spectrogram::draw(&stereo, Downmix::Mean)));

    let description = describe(&mono, &mut |_| {}).unwrap();
    let windows: Vec<_> = description.windows.iter().map(|window| &window.descriptor).collect();
    let model = Model::from_bytes(MODEL).unwrap();
    let predict_ms = median_ms(|| {
        (0..PREDICTIONS).for_each(|_| drop(model.predict(&windows, description.sounding_s).unwrap()))
    }) / PREDICTIONS as f64;
    let explain_ms = median_ms(|| drop(model.explain(&windows).unwrap()));
    let figures = serde_json::json!({
        "stft_ms": stft_ms,
        "describe_ms": describe_ms,
        "ratio": describe_ms / stft_ms,
        "describe_44100_stereo_ms": stereo_ms,
        "picture_44100_stereo_ms": picture_ms,
        "predict_ms": predict_ms,
        "explain_ms": explain_ms,
    });
    say(&format!("{MARK}{figures}"));
}

/// Power of every frame of the main spectrogram.
fn power_spectrogram(samples: &[f32]) -> Vec<f32> {
    let plan = RealFftPlanner::<f32>::new().plan_fft_forward(N_FFT);
    let (mut input, mut output) = (plan.make_input_vec(), plan.make_output_vec());
    let (mut scratch, window) = (plan.make_scratch_vec(), hann(N_FFT));
    let mut power = Vec::with_capacity(samples.len() / HOP * output.len());
    for frame in samples.windows(N_FFT).step_by(HOP) {
        for ((slot, sample), weight) in input.iter_mut().zip(frame).zip(&window) {
            *slot = sample * weight;
        }
        plan.process_with_scratch(&mut input, &mut output, &mut scratch).unwrap();
        power.extend(output.iter().map(Complex32::norm_sqr));
    }
    power
}

fn median_ms(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let started = now_ms();
            work();
            now_ms() - started
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

#[cfg(target_arch = "wasm32")]
fn now_ms() -> f64 {
    js_sys::Date::now()
}

#[cfg(not(target_arch = "wasm32"))]
fn now_ms() -> f64 {
    std::time::UNIX_EPOCH.elapsed().unwrap().as_secs_f64() * 1000.0
}

#[cfg(target_arch = "wasm32")]
fn say(line: &str) {
    wasm_bindgen_test::console_log!("{line}");
}

#[cfg(not(target_arch = "wasm32"))]
fn say(line: &str) {
    println!("{line}");
}
