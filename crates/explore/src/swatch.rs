//! Colours that tell kinds of tracks apart, and the dot that shows one beside a name.

use leptos::prelude::*;

/// Twelve colours that can be told apart on light paper and on dark: for clusters, and for keys.
const DISTINCT: [[u8; 3]; 12] = [
    [76, 120, 190],
    [222, 116, 40],
    [58, 150, 92],
    [190, 66, 96],
    [132, 98, 190],
    [170, 132, 40],
    [40, 158, 170],
    [206, 110, 178],
    [122, 138, 60],
    [150, 96, 70],
    [100, 130, 150],
    [226, 90, 84],
];

/// The colour of what belongs to no kind.
pub const GREY: [u8; 3] = [128; 3];

/// The colour of a thing among others of a kind.
pub fn distinct(number: usize) -> [u8; 3] {
    DISTINCT[number % DISTINCT.len()]
}

/// What style sheets and drawings call a colour.
pub fn css([red, green, blue]: [u8; 3]) -> String {
    format!("rgb({red} {green} {blue})")
}

/// A dot of a colour.
#[component]
pub fn Swatch(
    /// Red, green, blue.
    colour: [u8; 3],
) -> impl IntoView {
    view! {
        <svg class="dot" viewBox="0 0 10 10" aria-hidden="true">
            <circle cx="5" cy="5" r="4.5" fill=css(colour) />
        </svg>
    }
    .into_any()
}
