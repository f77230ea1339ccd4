//! Plots with axes, units, a title and a text that says what they show.

use leptos::prelude::*;
use ui::plot::Scale;
use ui::words::decimal;

/// Width and height of a plot, and what its axes take on the left, right, top and bottom.
const SIZE: [f32; 2] = [460.0, 280.0];
const LEFT: f32 = 56.0;
const RIGHT: f32 = 14.0;
const TOP: f32 = 12.0;
const BOTTOM: f32 = 48.0;

/// How points are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Joined by a line.
    Line,
    /// Joined by a second, dashed line.
    Dashed,
    /// As small dots.
    Dots,
    /// As large dots.
    Large,
}

impl Mark {
    fn class(self) -> &'static str {
        match self {
            Self::Line => "plot__line",
            Self::Dashed => "plot__line plot__line--dashed",
            Self::Dots => "plot__dot",
            Self::Large => "plot__mark",
        }
    }
}

/// Points of a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What the legend calls them; empty where there is nothing to tell apart.
    pub name: String,
    /// x and y of each.
    pub points: Vec<[f32; 2]>,
    /// How they are drawn.
    pub mark: Mark,
}

/// A plot.
#[component]
pub fn Plot(
    /// What is drawn.
    #[prop(into)]
    title: String,
    /// What it shows, for those who do not see it.
    summary: String,
    /// Names of the axes, across and up, with units.
    axes: [String; 2],
    /// What is drawn.
    series: Vec<Series>,
    /// Whether both axes are the same, with a line where both values are.
    #[prop(optional)]
    is_square: bool,
) -> impl IntoView {
    let [x_scale, y_scale] = scales(&series, is_square);
    let [width, height] = [SIZE[0] - LEFT - RIGHT, SIZE[1] - TOP - BOTTOM];
    let x = move |value: f32| LEFT + width - x_scale.place(value, width);
    let y = move |value: f32| TOP + y_scale.place(value, height);
    let (left, bottom) = (LEFT, TOP + height);
    let across = x_scale.labels().into_iter().map(|value| {
        view! {
            <text x=px(x(value)) y=px(bottom + 18.0) text-anchor="middle">{number(value, x_scale.step)}</text>
        }
    });
    let up = y_scale.labels().into_iter().map(|value| {
        view! {
            <path class="plot__grid" d=format!("M{left} {:.1}H{:.1}", y(value), left + width) />
            <text x=px(left - 8.0) y=px(y(value) + 4.0) text-anchor="end">{number(value, y_scale.step)}</text>
        }
    });
    let diagonal = is_square.then(|| {
        let (low, high) = (x_scale.low, x_scale.high);
        view! {
            <path class="plot__grid" d=format!("M{:.1} {:.1}L{:.1} {:.1}", x(low), y(low), x(high), y(high)) />
        }
    });
    let drawn = series.iter().map(|series| {
        let class = series.mark.class();
        match series.mark {
            Mark::Line | Mark::Dashed => {
                let points: Vec<String> = series
                    .points
                    .iter()
                    .map(|point| format!("{:.1} {:.1}", x(point[0]), y(point[1])))
                    .collect();
                view! { <path class=class d=format!("M{}", points.join("L")) /> }.into_any()
            }
            Mark::Dots | Mark::Large => {
                let radius = if series.mark == Mark::Dots { "2.5" } else { "5" };
                let dots = series.points.iter().map(|point| {
                    view! { <circle class=class cx=px(x(point[0])) cy=px(y(point[1])) r=radius /> }
                });
                dots.collect_view().into_any()
            }
        }
    });
    let legend = series.iter().filter(|series| !series.name.is_empty()).map(|series| {
        let class = series.mark.class();
        view! {
            <li>
                <svg viewBox="0 0 24 10" aria-hidden="true">
                    {match series.mark {
                        Mark::Line | Mark::Dashed => view! { <path class=class d="M1 5H23" /> }.into_any(),
                        _ => view! { <circle class=class cx="12" cy="5" r="4" /> }.into_any(),
                    }}
                </svg>
                {series.name.clone()}
            </li>
        }
    });
    let legend = legend.collect_view();
    let drawn = drawn.collect_view();
    let [across_name, up_name] = axes;
    view! {
        <figure class="plot">
            <figcaption>{title}</figcaption>
            <svg viewBox=format!("0 0 {} {}", SIZE[0], SIZE[1]) role="img" aria-label=summary>
                {up.collect_view()}
                {across.collect_view()}
                {diagonal}
                {drawn}
                <text x=px(left + width / 2.0) y=px(SIZE[1] - 6.0) text-anchor="middle">{across_name}</text>
                <text transform=format!("translate(12 {:.1}) rotate(-90)", TOP + height / 2.0) text-anchor="middle">
                    {up_name}
                </text>
            </svg>
            <ul class="plot__legend">{legend}</ul>
        </figure>
    }
    .into_any()
}

/// Scales that hold all points.
fn scales(series: &[Series], is_square: bool) -> [Scale; 2] {
    let values = |axis: usize| -> Vec<(f32, f32)> {
        series.iter().flat_map(|series| &series.points).map(|point| (point[axis], point[axis])).collect()
    };
    if is_square {
        let both = Scale::around(&[values(0), values(1)].concat());
        [both, both]
    } else {
        [Scale::around(&values(0)), Scale::around(&values(1))]
    }
}

fn px(value: f32) -> String {
    format!("{value:.1}")
}

/// A value with as many digits as its neighbours differ in.
fn number(value: f32, step: f32) -> String {
    let digits = (-step.log10().floor()).max(0.0) as usize;
    decimal(value, digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_the_digits_of_their_step() {
        assert_eq!(number(0.3, 0.1), "0.3");
        assert_eq!(number(20.0, 5.0), "20");
        assert_eq!(number(120_000.0, 20_000.0), "120000");
    }

    #[test]
    fn square_plots_have_the_same_axes() {
        let points = vec![[0.1, 0.9], [0.4, 0.2]];
        let series = [Series { name: String::new(), points, mark: Mark::Dots }];
        let [x, y] = scales(&series, true);
        assert_eq!(x, y);
        assert!(x.low <= 0.1 && x.high >= 0.9);
    }
}
