//! The head of a message in either direction.

use protocol::Stage;
use protocol::call::{ConnectionError, Service};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_bytes::ByteBuf;

/// Names a call for as long as its worker lives; its answer carries the same number.
pub type CallId = u32;

/// What a worker says.
#[derive(Debug, Serialize, Deserialize)]
pub enum FromWorker {
    /// It has started and listens. Messages sent before this one would be lost.
    Ready {
        /// [`protocol::call::PROTOCOL_VERSION`] of its build.
        version: u32,
    },
    /// How far a call is.
    Progress {
        /// Which.
        id: CallId,
        /// What is being done.
        stage: Stage,
        /// Share of the whole call that is done, 0…1.
        fraction: f32,
    },
    /// The end of a call.
    Answer {
        /// Which.
        id: CallId,
        /// The encoded `Result<Call::Reply, Service::Error>`.
        outcome: ByteBuf,
        /// Size of the worker's memory, bytes.
        memory: u64,
    },
    /// The encoded `Service::News`.
    News(ByteBuf),
    /// It has panicked and will not answer again. Calls that it had not answered are lost.
    Crashed {
        /// What the panic said.
        reason: String,
    },
}

/// A call with its number in front.
pub fn encode_call(id: CallId, call: &[u8]) -> Result<Vec<u8>, ConnectionError> {
    let mut head = encode(&id)?;
    head.extend_from_slice(call);
    Ok(head)
}

/// A call's number and the call.
pub fn decode_call<S: Service>(head: &[u8]) -> Result<(CallId, S), ConnectionError> {
    decode(head)
}

/// Any value of the protocol as bytes.
pub fn encode(value: &impl Serialize) -> Result<Vec<u8>, ConnectionError> {
    postcard::to_allocvec(value).map_err(misunderstood)
}

/// Any value of the protocol out of its bytes.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ConnectionError> {
    postcard::from_bytes(bytes).map_err(misunderstood)
}

fn misunderstood(error: postcard::Error) -> ConnectionError {
    ConnectionError::Misunderstood { reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::analyst::Analyse;
    use protocol::{Analyst, AnalystError};

    #[test]
    fn a_call_comes_back_with_its_number() {
        let call = Analyst::from(Analyse { sample_rate: 44_100 });
        let head = encode_call(300, &encode(&call).unwrap()).unwrap();
        assert_eq!(decode_call::<Analyst>(&head).unwrap(), (300, call));
    }

    #[test]
    fn a_failure_is_read_whatever_the_answer_would_have_been() {
        let error = AnalystError::FileGone;
        let outcome = encode(&Err::<(), _>(error.clone())).unwrap();
        assert_eq!(decode::<Result<Vec<String>, AnalystError>>(&outcome).unwrap(), Err(error));
    }

    #[test]
    fn bytes_that_are_no_message_are_refused() {
        assert!(matches!(decode::<FromWorker>(&[9, 9]), Err(ConnectionError::Misunderstood { .. })));
        assert!(decode_call::<Analyst>(&[]).is_err());
    }
}
