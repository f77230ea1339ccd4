//! How many groups: what each number of them would have been worth.

use leptos::prelude::*;
use protocol::explore::ElbowPoint;

use crate::strings;

/// Width and height of a plot.
const PLOT: [f32; 2] = [560.0, 240.0];

/// What each number of groups would have been worth.
#[component]
pub fn Elbow(curve: Vec<ElbowPoint>, k: u32) -> impl IntoView {
    let chosen = curve.iter().find(|point| point.k == k).copied();
    let summary = chosen.map(|point| strings::elbow_summary(point.k, point.silhouette));
    let range = |value: fn(&ElbowPoint) -> f32| {
        let values = curve.iter().map(value);
        values
            .fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
    };
    let plot = |value: fn(&ElbowPoint) -> f32, title: &'static str| {
        let (low, high) = range(value);
        let (first, last) = range(|point| point.k as f32);
        let [width, height] = PLOT;
        let x = |k: f32| 60.0 + (width - 80.0) * (k - first) / (last - first).max(1.0);
        let y = |value: f32| 20.0 + (height - 60.0) * (high - value) / (high - low).max(f32::MIN_POSITIVE);
        let line: Vec<String> =
            curve.iter().map(|point| format!("{:.1} {:.1}", x(point.k as f32), y(value(point)))).collect();
        let mark = chosen.map(|point| (x(point.k as f32), y(value(&point))));
        let number =
            |value: f32| if value.abs() >= 10.0 { format!("{value:.0}") } else { format!("{value:.2}") };
        view! {
            <figure>
                <figcaption>{title}</figcaption>
                <svg viewBox=format!("0 0 {width} {height}") role="img" aria-label=title>
                    <path class="plot__line" d=format!("M{}", line.join("L")) />
                    {mark.map(|(x, y)| view! { <circle class="plot__mark" cx=x.to_string() cy=y.to_string() r="5" /> })}
                    <text x="54" y=(y(high) + 4.0).to_string() text-anchor="end">{number(high)}</text>
                    <text x="54" y=(y(low) + 4.0).to_string() text-anchor="end">{number(low)}</text>
                    <text x=x(first).to_string() y=(height - 18.0).to_string() text-anchor="middle">{first.to_string()}</text>
                    <text x=x(k as f32).to_string() y=(height - 18.0).to_string() text-anchor="middle">{k.to_string()}</text>
                    <text x=x(last).to_string() y=(height - 18.0).to_string() text-anchor="middle">{last.to_string()}</text>
                    <text x=((60.0 + width - 20.0) / 2.0).to_string() y=(height - 2.0).to_string() text-anchor="middle">{strings::K.get()}</text>
                </svg>
            </figure>
        }
    };
    let plots = [
        plot(|point| point.wcss, strings::WCSS.get()),
        plot(|point| point.silhouette, strings::SILHOUETTE.get()),
    ];
    let rows = curve.iter().map(|point| {
        view! {
            <tr>
                <th scope="row">{point.k.to_string()}</th>
                <td>{format!("{:.0}", point.wcss)}</td>
                <td>{format!("{:.3}", point.silhouette)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="elbow">
            <h3>{strings::HOW_MANY}</h3>
            <p>{summary}</p>
            <div class="elbow__plots">{plots}</div>
            <details>
                <summary>{strings::AS_TABLE}</summary>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{strings::K}</th>
                            <th scope="col">{strings::WCSS}</th>
                            <th scope="col">{strings::SILHOUETTE}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        </section>
    }
    .into_any()
}
