//! What the user should hear of, until it is taken away.

use leptos::prelude::*;

use ui::language::Text;

/// Something that the user should hear of.
#[derive(Clone, Default)]
pub struct Notice {
    /// Tells notices apart.
    pub id: u32,
    /// The sentence.
    pub text: String,
    /// Further lines.
    pub details: Vec<String>,
    /// What opens the further lines; without it they are shown at once.
    pub folded: Option<Text>,
    /// Whether something went wrong.
    pub is_error: bool,
    /// What can be done about it, and how that is called.
    pub remedy: Option<(Text, Callback<()>)>,
}

/// All notices; a context of the app. Copies are handles to the same ones.
#[derive(Clone, Copy)]
pub struct Notices {
    /// Oldest first.
    pub list: RwSignal<Vec<Notice>>,
    /// What was just done, shown for a moment.
    pub said: RwSignal<String>,
    next: StoredValue<u32>,
    last_offer: StoredValue<Option<u32>>,
}

impl Notices {
    /// None yet.
    pub fn new() -> Self {
        Self {
            list: RwSignal::new(Vec::new()),
            said: RwSignal::new(String::new()),
            next: StoredValue::new(0),
            last_offer: StoredValue::new(None),
        }
    }

    /// Tells the user something.
    pub fn tell(self, text: String, details: Vec<String>) {
        self.add(Notice { text, details, ..Notice::default() });
    }

    /// Tells the user something of which more is shown when it is asked for, under a label.
    pub fn tell_in_short(self, text: String, label: Text, details: Vec<String>) {
        self.add(Notice { text, details, folded: Some(label), ..Notice::default() });
    }

    /// Tells the user what went wrong.
    pub fn warn(self, text: String, details: Vec<String>) {
        self.add(Notice { text, details, is_error: true, ..Notice::default() });
    }

    /// Tells the user something that can be remedied; the notice goes when it is. Its id, for who takes it away before.
    pub fn offer(self, text: String, label: Text, remedy: impl Fn() + Send + Sync + 'static) -> u32 {
        let id = self.next.get_value();
        let remedy = Callback::new(move |()| {
            self.dismiss(id);
            remedy();
        });
        self.add(Notice { text, remedy: Some((label, remedy)), ..Notice::default() });
        id
    }

    /// The same for what is done time after time: takes the place of the last such offer.
    pub fn offer_last(self, text: String, label: Text, remedy: impl Fn() + Send + Sync + 'static) {
        if let Some(earlier) = self.last_offer.get_value() {
            self.dismiss(earlier);
        }
        self.last_offer.set_value(Some(self.offer(text, label, remedy)));
    }

    /// Says what was just done, for a moment: it shows elsewhere, too.
    pub fn say(self, text: String) {
        self.said.set(text);
    }

    /// Takes a notice away.
    pub fn dismiss(self, id: u32) {
        self.list.update(|list| list.retain(|notice| notice.id != id));
    }

    fn add(self, notice: Notice) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.list.update(|list| list.push(Notice { id, ..notice }));
    }
}
