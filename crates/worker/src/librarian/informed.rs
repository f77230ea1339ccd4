//! Brings what the library has to the recommender's notice.

use catalogue::Catalogue;
use protocol::AssetError;
use tracks::Recommender;

use super::library::Library;
use crate::assets::Assets;

/// The catalogue, once the recommender knows all that the library holds by now.
pub async fn informed<'a>(
    recommender: &Recommender,
    assets: &'a Assets,
    library: &Library,
) -> Result<&'a Catalogue, AssetError> {
    library.ready().await;
    let catalogue = assets.catalogue().await?;
    let (tracks, gone) = library.take_changes();
    recommender.register(catalogue, tracks, &gone)?;
    Ok(catalogue)
}
