//! Which catalogue is in use: the built-in one, one of the user's as a file, or one in cells beside the page. The choice is
//! kept on the device; it is looked up when the catalogue is first needed, and a later one holds from the next visit on,
//! since the numbers of the catalogue's tracks are all over the page.

mod address;
mod cells;
mod choice;

use address::Address;
use catalogue::cells::{CellCatalogue, is_index};
use catalogue::{Catalogue, CatalogueError};
use protocol::own_catalogue::begins_as_catalogue;
use protocol::{
    AssetError, AudioFeatures, CatalogueInUse, CatalogueProblem, LARGEST_CATALOGUE, LibrarianError,
};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::Blob;
use wire::BlobReader;

use crate::assets::{damaged, fetch};
pub use cells::Cells;
use choice::{Choice, Chosen};

/// Name of the built-in one's file.
const BUILT_IN: &str = "catalogue.bin";

/// The catalogue in use.
#[derive(Default)]
pub struct Catalogues {
    loaded: RefCell<Option<Loaded>>,
}

/// A catalogue that is loaded.
#[derive(Clone)]
struct Loaded {
    name: Option<String>,
    form: Form,
}

#[derive(Clone)]
enum Form {
    Whole(Rc<Catalogue>),
    Cells(Cells),
}

type Outcome<T> = Result<T, LibrarianError>;

impl Catalogues {
    /// The catalogue, loaded unless it is there; of one in cells, the tracks that were shown so far.
    pub async fn catalogue(&self) -> Outcome<Rc<Catalogue>> {
        Ok(match self.loaded().await?.form {
            Form::Whole(catalogue) => catalogue,
            Form::Cells(cells) => cells.seen(),
        })
    }

    /// The one in use, where it is loaded and in cells.
    pub fn cells(&self) -> Option<Cells> {
        match &self.loaded.borrow().as_ref()?.form {
            Form::Whole(_) => None,
            Form::Cells(cells) => Some(cells.clone()),
        }
    }

    /// Features of a usual track.
    pub async fn usual(&self) -> Outcome<AudioFeatures> {
        Ok(match self.loaded().await?.form {
            Form::Whole(catalogue) => catalogue.usual(),
            Form::Cells(cells) => cells.usual(),
        })
    }

    /// What is in use.
    pub async fn in_use(&self) -> Outcome<CatalogueInUse> {
        Ok(self.loaded().await?.told())
    }

    /// Uses a file, and keeps it.
    pub async fn take(&self, name: String, file: Blob) -> Outcome<CatalogueInUse> {
        let in_words = |problem| LibrarianError::Catalogue { name: name.clone(), problem };
        let file = BlobReader::new(file).map_err(|_| in_words(CatalogueProblem::FileGone))?;
        check_size(file.len()).map_err(in_words)?;
        let bytes = file.bytes().map_err(|_| in_words(CatalogueProblem::FileGone))?;
        if is_index(&bytes) {
            return Err(in_words(CatalogueProblem::IndexAlone));
        }
        let form = whole(&bytes).map_err(in_words)?;
        self.begin(
            Loaded { name: Some(name.clone()), form },
            Some(Choice { name, chosen: Chosen::File(bytes) }),
        )
        .await
    }

    /// Uses what lies at an address beside the page, or the built-in catalogue.
    pub async fn choose(&self, address: Option<String>) -> Outcome<CatalogueInUse> {
        let Some(address) = address else {
            return self.begin(built_in().await?, None).await;
        };
        let address = Address::of(&address);
        let name = address.name().to_owned();
        let in_words = |problem| LibrarianError::Catalogue { name: name.clone(), problem };
        let (address, bytes) = found_at(address).await.map_err(in_words)?;
        let (form, chosen) = if is_index(&bytes) {
            let chosen = Chosen::Address(address.to_string());
            (in_cells(&bytes, address).map_err(in_words)?, chosen)
        } else {
            (whole(&bytes).map_err(in_words)?, Chosen::File(bytes))
        };
        self.begin(Loaded { name: Some(name.clone()), form }, Some(Choice { name, chosen })).await
    }

    /// Keeps a choice, and begins to use it where nothing is loaded yet.
    async fn begin(&self, chosen: Loaded, choice: Option<Choice>) -> Outcome<CatalogueInUse> {
        let kept = choice::keep(choice).await;
        let told = chosen.told();
        let is_first = self.loaded.borrow().is_none();
        if is_first {
            // Where the device keeps nothing, it holds for this visit.
            self.loaded.replace(Some(chosen));
        } else {
            kept?;
        }
        Ok(CatalogueInUse { is_for_next_visit: !is_first, ..told })
    }

    async fn loaded(&self) -> Outcome<Loaded> {
        if let Some(loaded) = &*self.loaded.borrow() {
            return Ok(loaded.clone());
        }
        let loaded = match choice::kept().await {
            Some(choice) => of_choice(choice).await?,
            None => built_in().await?,
        };
        // Another question, or the user's choice, may have been faster: what is in use stays.
        Ok(self.loaded.borrow_mut().get_or_insert(loaded).clone())
    }
}

impl Loaded {
    fn told(&self) -> CatalogueInUse {
        let (tracks, has_playlists) = match &self.form {
            Form::Whole(catalogue) => (catalogue.len(), !catalogue.memberships.is_empty()),
            Form::Cells(cells) => (cells.len(), false),
        };
        CatalogueInUse {
            name: self.name.clone(),
            tracks: tracks as u32,
            has_playlists,
            is_in_cells: matches!(self.form, Form::Cells(_)),
            is_for_next_visit: false,
        }
    }
}

async fn of_choice(Choice { name, chosen }: Choice) -> Outcome<Loaded> {
    let form = match chosen {
        Chosen::File(bytes) => whole(&bytes),
        Chosen::Address(address) => {
            let address = Address::of(&address);
            match cells::fetch_whole(&address).await {
                Ok(bytes) => in_cells(&bytes, address),
                Err(problem) => Err(problem),
            }
        }
    };
    match form {
        Ok(form) => Ok(Loaded { name: Some(name), form }),
        Err(problem) => Err(LibrarianError::Catalogue { name, problem }),
    }
}

async fn built_in() -> Result<Loaded, AssetError> {
    let bytes = fetch(BUILT_IN).await?;
    let catalogue = Catalogue::from_bytes(&bytes).map_err(|error| damaged(BUILT_IN, &error.to_string()))?;
    Ok(Loaded { name: None, form: Form::Whole(Rc::new(catalogue)) })
}

fn whole(bytes: &[u8]) -> Result<Form, CatalogueProblem> {
    check_size(bytes.len() as u64)?;
    Ok(Form::Whole(Rc::new(Catalogue::from_bytes(bytes).map_err(problem)?)))
}

fn in_cells(index: &[u8], address: Address) -> Result<Form, CatalogueProblem> {
    let catalogue = CellCatalogue::open(index).map_err(problem)?;
    Ok(Form::Cells(Cells::new(catalogue, address)))
}

/// What lies at an address, and where: of a folder, its index.
async fn found_at(address: Address) -> Result<(Address, Vec<u8>), CatalogueProblem> {
    let address = address.of_index();
    let found = cells::fetch_whole(&address).await;
    // Servers answer the name of a folder with a page, or with an error.
    let is_other = match &found {
        Ok(bytes) => !begins_as_catalogue(bytes),
        Err(problem) => matches!(problem, CatalogueProblem::Refused { .. }),
    };
    if let Some(index) = address.as_folder().filter(|_| is_other)
        && let Ok(bytes) = cells::fetch_whole(&index).await
        && is_index(&bytes)
    {
        return Ok((index, bytes));
    }
    Ok((address, found?))
}

fn check_size(bytes: u64) -> Result<(), CatalogueProblem> {
    let megabytes = |bytes: u64| bytes.div_ceil(1 << 20);
    if bytes > LARGEST_CATALOGUE {
        let most = megabytes(LARGEST_CATALOGUE);
        return Err(CatalogueProblem::TooLarge { megabytes: megabytes(bytes), most });
    }
    Ok(())
}

/// What is wrong with a catalogue's bytes.
pub fn problem(error: CatalogueError) -> CatalogueProblem {
    match error {
        CatalogueError::NotACatalogue => CatalogueProblem::NotACatalogue,
        CatalogueError::WrongVersion { found, read } => CatalogueProblem::OtherVersion { found, read },
        CatalogueError::Damaged { what } => CatalogueProblem::Damaged { what: what.into() },
        // Of rows that a catalogue is built of.
        other => CatalogueProblem::Damaged { what: other.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_large_is_refused_by_its_size() {
        assert_eq!(check_size(LARGEST_CATALOGUE), Ok(()));
        let refused = Err(CatalogueProblem::TooLarge { megabytes: 65, most: 64 });
        assert_eq!(check_size(LARGEST_CATALOGUE + 1), refused);
    }
}
