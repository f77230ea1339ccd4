//! A web worker that groups tracks, for as long as somebody waits for it: to cancel it, end the worker.

// The bin is empty natively, where only the tests of what needs no browser are built.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]

mod group;

use protocol::grouper::Group;
use protocol::map::Grouping;
use protocol::{GroupingError, Stage};
use wire::{Answer, Progress, Request, Worker};

fn main() {
    wire::serve(Grouper);
}

struct Grouper;

impl Worker for Grouper {
    type Service = protocol::Grouper;

    async fn answer(&self, Request { call, progress, .. }: Request<Self::Service>) -> Answer {
        let protocol::Grouper::Group(call) = call;
        Answer::plainly::<Group>(group(&call, &progress))
    }
}

fn group(call: &Group, progress: &Progress) -> Result<Grouping, GroupingError> {
    group::group(&call.rows, |share| progress.tell(Stage::Grouping, share))
        .map_err(|error| GroupingError::Incomparable { reason: error.to_string() })
}
