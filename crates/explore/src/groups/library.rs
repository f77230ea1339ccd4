//! The groups of the user's own tracks, found without the catalogue.

use leptos::prelude::*;
use protocol::TrackRef;
use protocol::map::{Grouping, MOST_JOINED, OwnPlace};
use std::sync::Arc;
use ui::words::{counted_tracks, song};

use super::dendrogram::{condensed, told};
use super::elbow::Elbow;
use super::kinship::{Kinship, Leaf};
use crate::grouper::{Grouper, GroupingStatus, Progress};
use crate::link::Link;
use crate::naming::group_names;
use crate::strings;
use crate::swatch::{Swatch, distinct};

/// Tracks from which on there is something to group.
const LEAST: usize = 3;

/// Most leaves of the tree: more could not be read.
const LEAVES: usize = 40;

/// Most tracks of a group that are named.
const NAMED: usize = 12;

/// The groups, once the user asks for them.
#[component]
pub fn Library(
    /// The way to the page.
    link: Link,
    /// The user's own tracks.
    own: RwSignal<Arc<Vec<OwnPlace>>>,
) -> impl IntoView {
    let grouper = Grouper::new();
    // Once asked for, they follow what comes and goes.
    Effect::new(move |before: Option<()>| {
        let own = own.get();
        if before.is_some() && grouper.progress.get_untracked() != Progress::Idle {
            grouper.start(own);
        }
    });
    let has_enough = Memo::new(move |_| own.with(|own| own.len() >= LEAST));
    let groups = move || match &*grouper.progress.read() {
        Progress::Done(own, grouping) => Some(shown(link, own, grouping)),
        _ => None,
    };
    let content = move || {
        if has_enough.get() {
            view! { <GroupingStatus grouper own /> {groups} }.into_any()
        } else {
            view! { <p class="hint">{strings::TOO_FEW}</p> }.into_any()
        }
    };
    view! {
        <section class="groups" aria-labelledby="own-groups-name">
            <h2 id="own-groups-name">{strings::OWN_GROUPS}</h2>
            <p class="hint">{strings::OWN_GROUPS_HINT}</p>
            {content}
        </section>
    }
    .into_any()
}

fn shown(link: Link, own: &[OwnPlace], grouping: &Grouping) -> AnyView {
    let count = grouping.group_of.iter().max().map_or(0, |last| usize::from(*last) + 1);
    let names = group_names(own, grouping);
    let cards = names.into_iter().enumerate().map(|(group, name)| {
        let of = |(track, other): (&OwnPlace, &u8)| (usize::from(*other) == group).then(|| track.clone());
        let tracks: Vec<OwnPlace> = own.iter().zip(&grouping.group_of).filter_map(of).collect();
        let total = tracks.len();
        let named = tracks.into_iter().take(NAMED).map(|track| {
            let id = TrackRef::Own(track.id);
            view! {
                <li>
                    <button type="button" class="text-button" on:click=move |_| link.show(id)>{named(&track)}</button>
                </li>
            }
        });
        view! {
            <li class="group">
                <h3><Swatch colour=distinct(group) />{name}</h3>
                <p class="hint">{counted_tracks(total)}</p>
                <ul>{named.collect_view()}</ul>
            </li>
        }
    });
    let curve =
        (!grouping.elbow.is_empty()).then(|| view! { <Elbow curve=grouping.elbow.clone() k=count as u32 /> });
    let tree = if own.len() > MOST_JOINED {
        view! { <p class="hint">{strings::no_tree(MOST_JOINED)}</p> }.into_any()
    } else {
        tree(link, own, grouping).into_any()
    };
    view! { <ul class="groups__cards">{cards.collect_view()}</ul> {curve} {tree} }.into_any()
}

fn tree(link: Link, own: &[OwnPlace], grouping: &Grouping) -> Option<AnyView> {
    let whole = told(own.len(), &grouping.merges).ok()?;
    let (dendrogram, members) = condensed(&whole, LEAVES).ok()?;
    let leaf = |members: Vec<usize>| {
        let tracks: Vec<&OwnPlace> = members.iter().filter_map(|member| own.get(*member)).collect();
        let first = tracks.first().map(|track| named(track)).unwrap_or_default();
        let name = if tracks.len() > 1 { strings::and_more(&first, tracks.len() - 1) } else { first };
        Leaf { name, tracks: tracks.iter().map(|track| TrackRef::Own(track.id)).collect() }
    };
    let leaves = members.into_iter().map(leaf).collect();
    Some(
        view! { <Kinship link title=strings::OWN_TREE hint=strings::OWN_TREE_HINT dendrogram leaves /> }
            .into_any(),
    )
}

fn named(track: &OwnPlace) -> String {
    song(&track.artist, &track.name)
}
