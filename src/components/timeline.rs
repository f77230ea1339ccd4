//! How a feature changes along the track: one step a window of half a minute.

use leptos::prelude::*;
use protocol::{Analysis, Feature};
use std::sync::Arc;

use crate::components::wave::{place_in, share};
use crate::strings;
use crate::tracks::Track;

/// Width and height of the drawing; it is stretched to the space there is.
const WIDTH: f32 = 500.0;
const HEIGHT: f32 = 100.0;

/// The chart with its choice of feature.
#[component]
pub fn Timeline(
    /// The track.
    track: Track,
    /// The analysis whose windows are drawn.
    analysis: Arc<Analysis>,
) -> impl IntoView {
    let now_s = place_in(track);
    let place = RwSignal::new(Feature::PREDICTED.iter().position(|f| *f == Feature::Energy).unwrap_or(0));
    let choose = move |event| {
        if let Ok(chosen) = event_target_value(&event).parse() {
            place.set(chosen);
        }
    };
    let options = Feature::PREDICTED.iter().enumerate().map(|(at, feature)| {
        view! {
            <option value=at.to_string() selected=move || place.get() == at>
                {strings::feature_name(*feature)}
            </option>
        }
    });
    let end_s = analysis.duration_s;
    let windows = move || -> Vec<(f32, f32)> {
        let values = analysis.timeline.iter();
        values.filter_map(|(start_s, values)| Some((*start_s, *values.get(place.get())?))).collect()
    };
    let described = windows.clone();
    let summary = move || {
        let feature = Feature::PREDICTED.get(place.get()).copied().unwrap_or(Feature::Energy);
        strings::timeline_summary(feature, &described())
    };
    let alternative = summary.clone();
    view! {
        <section class="timeline" aria-labelledby="timeline-heading">
            <div class="section-head">
                <h3 id="timeline-heading" class="visually-hidden">{strings::TIMELINE}</h3>
                <label class="timeline__choice">
                    <span class="visually-hidden">{strings::TIMELINE_CHOICE}</span>
                    <select on:change=choose>{options.collect_view()}</select>
                </label>
            </div>
            <p class="hint">{summary}</p>
            <figure class="plot">
                <div class="plot__frame" style:--played=move || share(now_s.get(), f64::from(end_s))>
                    <div class="plot__y" aria-hidden="true">
                        <span style:top="0%">"1"</span>
                        <span style:top="50%">{strings::number(0.5)}</span>
                        <span style:top="100%">"0"</span>
                    </div>
                    <svg
                        class="plot__area"
                        viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                        preserveAspectRatio="none"
                        role="img"
                        aria-label=alternative
                    >
                        <path class="plot__grid" d=format!("M0 {}H{WIDTH}", HEIGHT / 2.0) />
                        {move || view! { <path class="timeline__steps" d=steps(&windows(), end_s) /> }}
                    </svg>
                    <span class="playhead" aria-hidden="true"></span>
                </div>
                <div class="plot__x" aria-hidden="true">
                    <span>{strings::clock(0.0)}</span>
                    <span>{strings::clock(f64::from(end_s / 2.0))}</span>
                    <span>{strings::clock(f64::from(end_s))}</span>
                </div>
            </figure>
        </section>
    }
}

/// The outline of steps from each window's start to the next one's, closed at the bottom.
fn steps(windows: &[(f32, f32)], end_s: f32) -> String {
    let x = |seconds: f32| WIDTH * seconds / end_s.max(0.001);
    let mut path = format!("M0 {HEIGHT}");
    for (start_s, value) in windows {
        path += &format!("H{:.1}V{:.1}", x(*start_s), HEIGHT * (1.0 - value));
    }
    path + &format!("H{WIDTH}V{HEIGHT}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_begin_where_windows_do() {
        assert_eq!(steps(&[(0.0, 1.0), (30.0, 0.5)], 60.0), "M0 100H0.0V0.0H250.0V50.0H500V100Z");
    }
}
