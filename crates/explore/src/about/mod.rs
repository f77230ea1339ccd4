//! The story of the model: what it is, how good, how it was trained, what it goes by, and where it fails. Every number is
//! out of the file that is written with the model card.

mod curves;
mod failures;
mod importance;
mod label;
mod quality;

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::Feature;
use protocol::figures::Figures;
use std::sync::Arc;
use ui::words::feature_name;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use crate::strings;
use curves::Curves;
use failures::Failures;
use importance::FamilyImportance;
use label::LabelPlots;
use quality::Quality;

/// Where the figures lie, beside the page.
const FIGURES: &str = "figures.json";

/// The story.
#[component]
pub fn About() -> impl IntoView {
    let loaded = RwSignal::new(None::<Option<Arc<Figures>>>);
    spawn_local(async move {
        let figures = read().await.ok().map(Arc::new);
        loaded.try_set(Some(figures));
    });
    move || match loaded.get() {
        None => view! { <p class="hint" role="status">{strings::LOADING_FIGURES}</p> }.into_any(),
        Some(None) => {
            view! { <p class="notice notice--error" role="alert">{strings::NO_FIGURES}</p> }.into_any()
        }
        Some(Some(figures)) => {
            let chosen = RwSignal::new(0usize);
            view! {
                <article class="about" aria-labelledby="about-name">
                    <h2 id="about-name">{strings::ABOUT}</h2>
                    <p>{strings::WHAT_IT_IS}</p>
                    <p>{strings::how_it_was_made(&figures)}</p>
                    <p>{strings::how_good(&figures)}</p>
                    <Quality figures=figures.clone() />
                    <LabelPlots figures=figures.clone() chosen />
                    <FamilyImportance figures=figures.clone() chosen />
                    <Curves figures=figures.clone() />
                    <Failures figures=figures.clone() />
                    <p class="hint">{strings::written(&figures.written)}</p>
                </article>
            }
            .into_any()
        }
    }
}

async fn read() -> Result<Figures, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_str(FIGURES)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    let value = JsFuture::from(response.json()?).await?;
    Ok(serde_wasm_bindgen::from_value(value)?)
}

/// What the user calls a label.
fn label_name(name: &str) -> String {
    Feature::from_name(name).map_or_else(|| name.to_owned(), |feature| feature_name(feature).to_owned())
}
