//! What a question is: a [`Call`] knows the worker that answers it, the type of its answer, and what travels beside both.
//!
//! The calls to one worker are the variants of one enum, its [`Service`], which `service!` declares. To add a question, add
//! a call there; the compiler then points at the one handler that has to answer it.
//!
//! Messages are encoded with postcard. Samples, files and encoded analyses are not part of them: they travel beside a message
//! as transferred buffers, so that a track of four minutes is moved, never copied. The crate `wire` carries both.

use serde::{Serialize, de::DeserializeOwned};

/// Rises with every change of what messages hold: a page and a worker of different builds must not misread each other.
pub const PROTOCOL_VERSION: u32 = 5;

/// All calls that one worker answers.
pub trait Service: Serialize + DeserializeOwned {
    /// Why a call could not be answered.
    type Error: Serialize + DeserializeOwned + From<ConnectionError>;
    /// What the worker tells without being asked.
    type News: Serialize + DeserializeOwned;
}

/// A question to a worker.
pub trait Call: Into<Self::Service> {
    /// Whose it is to answer.
    type Service: Service;
    /// The answer.
    type Reply: Serialize + DeserializeOwned;
    /// What is sent beside the question.
    type Sends;
    /// What comes beside the answer.
    type Returns;
}

/// Nothing travels beside the message.
pub enum Nothing {}

/// One `Float32Array` a channel, all of one length, full scale ±1; moved.
pub enum Samples {}

/// A `Blob`, which both sides can read.
pub enum File {}

/// A handle of the browser's to a file or folder of the user's (`FileSystemHandle`), or null.
pub enum Handle {}

/// One encoded analysis, as a `Uint8Array`; moved.
pub enum Encoded {}

/// Why a worker gave no answer at all.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, thiserror::Error)]
pub enum ConnectionError {
    /// The worker died over this call, or could not be started; the page starts another.
    #[error("the worker stopped unexpectedly: {reason}")]
    Crashed {
        /// What is known of it.
        reason: String,
    },
    /// The user stopped the worker.
    #[error("the work was stopped")]
    Stopped,
    /// The two sides do not understand each other: an old page with a new worker, or a defect.
    #[error("the page and its worker do not understand each other: {reason}")]
    Misunderstood {
        /// What was not understood.
        reason: String,
    },
}

/// A service that tells nothing without being asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum NoNews {}

/// Declares a [`Service`]: the enum of its calls, and each call as a type of its own.
macro_rules! service {
    (
        $(#[$service_doc:meta])*
        $service:ident fails with $error:ty, tells $news:ty {
            $(
                $(#[$call_doc:meta])*
                $call:ident {
                    $( $(#[$field_doc:meta])* $field:ident: $type:ty, )*
                } with $sends:ty => $reply:ty, with $returns:ty;
            )*
        }
    ) => {
        $(
            $(#[$call_doc])*
            #[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
            pub struct $call {
                $( $(#[$field_doc])* pub $field: $type, )*
            }

            impl $crate::call::Call for $call {
                type Service = $service;
                type Reply = $reply;
                type Sends = $sends;
                type Returns = $returns;
            }

            impl From<$call> for $service {
                fn from(call: $call) -> Self {
                    Self::$call(call)
                }
            }
        )*

        $(#[$service_doc])*
        #[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $service {
            $( $(#[$call_doc])* $call($call), )*
        }

        impl $crate::call::Service for $service {
            type Error = $error;
            type News = $news;
        }
    };
}

pub(crate) use service;
