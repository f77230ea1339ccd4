//! Brings what the library has to the recommender's notice.

use catalogue::Catalogue;
use protocol::LibrarianError;
use std::rc::Rc;
use tracks::Recommender;

use super::catalogues::Catalogues;
use super::library::Library;

/// The catalogue, once the recommender knows all that the library holds by now.
pub async fn informed(
    recommender: &Recommender,
    catalogues: &Catalogues,
    library: &Library,
) -> Result<Rc<Catalogue>, LibrarianError> {
    library.ready().await;
    let catalogue = catalogues.catalogue().await?;
    let (tracks, gone) = library.take_changes();
    recommender.register(&catalogue, tracks, &gone)?;
    Ok(catalogue)
}
