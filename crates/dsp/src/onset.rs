//! Onset strength: how much the loudness of the mel bands rises from one frame to the next.
