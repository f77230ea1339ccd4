//! The player's two elements, and how one goes over into the other.

use super::Player;
use super::deck::Deck;
use super::fade::{Fade, settling_rate};

/// The elements with what is planned and what is heard.
pub struct Decks {
    /// The elements.
    pub decks: [Deck; 2],
    /// The one whose track is shown as playing.
    pub active: usize,
    /// How the active one is going to end.
    pub plan: Option<Fade>,
    /// The transition that is heard.
    pub fading: Option<Fade>,
    /// Speed after a transition, and where it was over, seconds.
    pub settling: Option<(f64, f64)>,
    /// Whether a clock is set to start the next track.
    pub is_due: bool,
    /// Whether the active one has been given its file in another form.
    pub is_mended: bool,
}

impl Decks {
    /// Two elements that play nothing yet; `None` where the browser has none.
    pub fn new(player: Player) -> Option<Self> {
        let first = Deck::new(move |event| player.hear(0, event))?;
        let second = Deck::new(move |event| player.hear(1, event))?;
        Some(Self {
            decks: [first, second],
            active: 0,
            plan: None,
            fading: None,
            settling: None,
            is_due: false,
            is_mended: false,
        })
    }

    /// Starts the other element as planned, and shows that one from now on.
    pub fn go_over(&mut self) -> Option<()> {
        let fade = self.plan.take()?;
        self.is_due = false;
        let next = &self.decks[1 - self.active];
        if !next.is_loaded() {
            return None;
        }
        next.set_volume(fade.gains(0.0).1);
        next.set_rate(fade.rate);
        next.play();
        self.active = 1 - self.active;
        (self.fading, self.settling, self.is_mended) = (Some(fade), None, false);
        Some(())
    }

    /// Sets loudness and speed to what the transition has now.
    pub fn blend(&mut self) {
        let position_s = self.decks[self.active].position_s();
        if let Some(fade) = self.fading {
            let since_s = (position_s - fade.next_start_s) / fade.rate;
            let (out, into) = fade.gains(since_s);
            self.decks[1 - self.active].set_volume(out);
            self.decks[self.active].set_volume(into);
            if since_s >= fade.length_s {
                self.end_fade();
                self.settling = (fade.rate != 1.0).then_some((fade.rate, position_s));
            }
        } else if let Some((rate, from_s)) = self.settling {
            let rate = settling_rate(rate, position_s - from_s);
            self.decks[self.active].set_rate(rate);
            if rate == 1.0 {
                self.settling = None;
            }
        }
    }

    /// Ends a transition at once: only the active element sounds.
    pub fn end_fade(&mut self) {
        if self.fading.take().is_some() {
            self.decks[1 - self.active].unload();
            self.decks[self.active].set_volume(1.0);
        }
    }
}
