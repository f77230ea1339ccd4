//! How well known a track is: by how many playlists it stands in.

/// How well a track is known that stands in `count` playlists.
pub(crate) fn fame(count: u32) -> f32 {
    (count as f32).ln_1p()
}

/// Popularity of all tracks, the mean of it, and the greatest number of playlists of a track.
pub(crate) fn fame_of_all(counts: impl Iterator<Item = u32>) -> (Vec<f32>, f32, u32) {
    let mut greatest = 0;
    let fames: Vec<f32> = counts
        .map(|count| {
            greatest = greatest.max(count);
            fame(count)
        })
        .collect();
    let mean = fames.iter().sum::<f32>() / fames.len().max(1) as f32;
    (fames, mean, greatest)
}
