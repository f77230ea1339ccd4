//! Has the browser keep the page for use without a network, and says so: at the foot of the page stands whether it is
//! ready, and whether a newer version is.
//!
//! All of it is optional. Browsers that keep nothing (private windows, files, insecure addresses) show nothing.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

/// The service worker beside the page.
const SERVICE_WORKER: &str = "./sw.js";

/// What the service worker is told when its version is to be used.
const USE: &str = "use";

/// How far the browser is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Offline {
    /// It keeps nothing.
    #[default]
    Without,
    /// It is fetching.
    Preparing,
    /// Everything is there.
    Ready,
    /// A newer version is there too.
    Updated,
}

/// Starts keeping; the signal follows.
pub fn keep(state: RwSignal<Offline>) {
    let Some(container) = container() else { return };
    spawn_local(async move {
        let registered = JsFuture::from(container.register(SERVICE_WORKER)).await;
        let Ok(Ok(registration)) = registered.map(JsCast::dyn_into::<ServiceWorkerRegistration>) else {
            return;
        };
        state.set(Offline::Preparing);
        if registration.waiting().is_some() {
            state.set(Offline::Updated);
        }
        watch(&registration, state);
        if container.controller().is_some() {
            // Another tab has gone over to a newer version; this one should follow.
            let changed = Closure::<dyn FnMut()>::new(move || state.set(Offline::Updated));
            container.set_oncontrollerchange(Some(changed.as_ref().unchecked_ref()));
            changed.forget();
        }
        if let Ok(ready) = container.ready()
            && JsFuture::from(ready).await.is_ok()
        {
            state.update(|state| {
                if *state == Offline::Preparing {
                    *state = Offline::Ready;
                }
            });
        }
    });
}

/// Notices newer versions.
fn watch(registration: &ServiceWorkerRegistration, state: RwSignal<Offline>) {
    let found = {
        let registration = registration.clone();
        move || {
            let Some(worker) = registration.installing() else { return };
            let changed = {
                let (worker, registration) = (worker.clone(), registration.clone());
                Closure::<dyn FnMut()>::new(move || {
                    match worker.state() {
                        // Installed beside another version that is in use.
                        ServiceWorkerState::Installed if registration.active().is_some() => {
                            state.set(Offline::Updated);
                        }
                        // A file could not be had, or there is no room: the page works as long as the network does.
                        ServiceWorkerState::Redundant if registration.active().is_none() => {
                            state.set(Offline::Without);
                        }
                        _ => {}
                    }
                })
            };
            worker.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
            changed.forget();
        }
    };
    found();
    let found = Closure::<dyn FnMut()>::new(found);
    registration.set_onupdatefound(Some(found.as_ref().unchecked_ref()));
    found.forget();
}

/// Goes over to the newer version: the page is loaded again as soon as it is in charge, which it may be already.
pub fn use_update() {
    let Some(container) = container() else { return };
    let reload = Closure::<dyn FnMut()>::new(reload);
    container.set_oncontrollerchange(Some(reload.as_ref().unchecked_ref()));
    reload.forget();
    spawn_local(async move {
        let Ok(found) = JsFuture::from(container.get_registration()).await else { return };
        let waiting: Option<ServiceWorker> = found
            .dyn_into::<ServiceWorkerRegistration>()
            .ok()
            .and_then(|registration| registration.waiting());
        if let Some(waiting) = waiting {
            drop(waiting.post_message(&USE.into()));
        } else {
            self::reload();
        }
    });
}

fn reload() {
    if let Some(window) = web_sys::window() {
        drop(window.location().reload());
    }
}

/// The browser's side of it; `None` where it has none.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    let container = js_sys::Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    container.is_object().then(|| container.unchecked_into())
}
