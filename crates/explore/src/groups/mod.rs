//! The groups of the catalogue: what each is, how many there are and why, and which are alike.

mod card;
mod dendrogram;
mod elbow;
mod kinship;
mod library;

use leptos::prelude::*;
use protocol::map::CatalogueMap;

use crate::link::Link;
use crate::strings;
use crate::with_map::with_map;
use card::Card;
use dendrogram::told;
use elbow::Elbow;
use kinship::{Kinship, Leaf};
use library::Library;
use protocol::TrackRef;

/// The groups.
#[component]
pub fn Groups(
    /// The way to the page.
    link: Link,
    /// Rises when the user's tracks have changed.
    changed: RwSignal<u32>,
) -> impl IntoView {
    let own = link.followed(changed);
    let of_catalogue = with_map(link, move |map| {
        view! {
            <section class="groups" aria-labelledby="groups-name">
                <h2 id="groups-name">{strings::GROUPS}</h2>
                <p class="hint">{strings::GROUPS_HINT}</p>
                <ul class="groups__cards" aria-labelledby="groups-name">
                    {map.clusters.iter().enumerate().map(|(number, cluster)| {
                        view! { <Card link number cluster=cluster.clone() /> }
                    }).collect_view()}
                </ul>
                <Elbow curve=map.elbow.clone() k=map.clusters.len() as u32 />
                {tree(link, &map)}
            </section>
        }
        .into_any()
    });
    view! {
        {of_catalogue}
        <Library link own />
    }
}

/// How the groups are akin; nothing where the catalogue tells of no tree.
fn tree(link: Link, map: &CatalogueMap) -> Option<AnyView> {
    let dendrogram = told(map.clusters.len(), &map.merges).ok()?;
    let leaves = map.clusters.iter().enumerate().map(|(number, cluster)| {
        let places = map.cluster_of.iter().enumerate().filter(|(_, of)| usize::from(**of) == number);
        Leaf {
            name: strings::cluster(&cluster.name),
            tracks: places.map(|(place, _)| TrackRef::Catalogue(place as u32)).collect(),
        }
    });
    let leaves = leaves.collect();
    Some(view! { <Kinship link title=strings::TREE hint=strings::TREE_HINT dendrogram leaves /> }.into_any())
}
