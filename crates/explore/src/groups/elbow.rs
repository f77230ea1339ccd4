//! How many groups: what each number of them would have been worth.

use leptos::prelude::*;
use protocol::map::ElbowPoint;
use ui::language::Text;
use ui::words::decimal;

use crate::plot::{Mark, Plot, Series};
use crate::strings;

/// What each number of groups would have been worth.
#[component]
pub fn Elbow(curve: Vec<ElbowPoint>, k: u32) -> impl IntoView {
    let chosen = curve.iter().find(|point| point.k == k).copied();
    let summary = chosen.map(|point| strings::elbow_summary(point.k, point.silhouette));
    let plot = |value: fn(&ElbowPoint) -> f32, title: Text| {
        let line = curve.iter().map(|point| [point.k as f32, value(point)]).collect();
        let mark = chosen.iter().map(|point| [point.k as f32, value(point)]).collect();
        let series = [(line, Mark::Line), (mark, Mark::Large)];
        let series = series.map(|(points, mark)| Series { name: String::new(), points, mark }).to_vec();
        view! {
            <Plot
                title=title.get()
                summary=title.get().to_owned()
                axes=[strings::K.get().to_owned(), String::new()]
                series
            />
        }
    };
    let plots =
        [plot(|point| point.wcss, strings::WCSS), plot(|point| point.silhouette, strings::SILHOUETTE)];
    let rows = curve.iter().map(|point| {
        view! {
            <tr>
                <th scope="row">{point.k.to_string()}</th>
                <td>{format!("{:.0}", point.wcss)}</td>
                <td>{decimal(point.silhouette, 3)}</td>
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
