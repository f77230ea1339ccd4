//! Who waits for the queue: until the library is open, or until nothing is left to do.

use futures_channel::oneshot;
use leptos::prelude::*;

use super::Queue;

impl Queue {
    /// Tells the queue that library and playlist have been opened: from now on it knows what was analysed before.
    pub fn library_is_open(self) {
        let waiting = self.opening.try_update_value(Option::take).flatten();
        // Who waits no more need not hear of it.
        waiting.into_iter().flatten().for_each(|sender| sender.send(()).unwrap_or_default());
    }

    /// Returns once library and playlist have been opened.
    pub async fn opened(self) {
        let opened = self.opening.try_update_value(|waiting| {
            let (sender, receiver) = oneshot::channel();
            waiting.as_mut()?.push(sender);
            Some(receiver)
        });
        if let Some(opened) = opened.flatten() {
            // A sender that is gone has nothing more to say.
            opened.await.unwrap_or_default();
        }
    }

    /// Returns once nothing waits and nothing is being analysed, or where [`Queue::release`] says so before.
    pub async fn rests(self) {
        if self.is_idle() {
            return;
        }
        let released = self.resting.try_update_value(|waiting| {
            let (sender, receiver) = oneshot::channel();
            waiting.push(sender);
            receiver
        });
        if let Some(released) = released {
            // A sender that is gone has nothing more to say.
            released.await.unwrap_or_default();
        }
    }

    /// Lets those go on who wait until it is idle.
    pub fn release(self) {
        let waiting = self.resting.try_update_value(std::mem::take);
        // Who waits no more need not hear of it.
        waiting.into_iter().flatten().for_each(|sender| sender.send(()).unwrap_or_default());
    }
}
