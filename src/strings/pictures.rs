//! Pictures and explanations of a track, in sentences: what is seen in them is said, too.

use protocol::{Feature, Spectrogram, SpectrumView};
use ui::say;
use ui::words::{clock, decimal, feature_name, hertz, number, signed};

use super::features::feature_in_text;

/// A label of the frequency axis.
pub fn kilohertz(khz: u8) -> String {
    if khz == 0 { "0".into() } else { format!("{khz} kHz") }
}

/// The spectrogram in a sentence.
pub fn spectrogram_alternative(spectrogram: &Spectrogram) -> String {
    say!(
        "Spectrogram of the whole track, {} to {}, quiet dark and loud light. Loudest on average around {}.",
        "Espectrograma de toda la pista, de {} a {}; lo suave oscuro, lo fuerte claro. De media, lo más fuerte está en torno a {}.",
        "Spektrogramm des ganzen Titels, {} bis {}, Leises dunkel und Lautes hell. Im Mittel am lautesten um {}.",
        hertz(spectrogram.low_hz.round()),
        hertz(spectrogram.high_hz),
        hertz(spectrogram.loudest_hz().round())
    )
}

/// The spectrum in a sentence.
pub fn spectrum_alternative(spectrum: &SpectrumView) -> String {
    let [first, second, third, fourth, fifth] =
        spectrum.mean_z_by_khz().map(|mean| number((mean * 10.0).round() / 10.0));
    say!(
        "Spectrum from 0 to 5 kHz. Strongest at {} Hz. Compared with other music, on average: {first} below 1 kHz, {second} from 1 to 2 kHz, {third} from 2 to 3 kHz, {fourth} from 3 to 4 kHz, {fifth} above.",
        "Espectro de 0 a 5 kHz. Más fuerte en {} Hz. En comparación con otra música, de media: {first} por debajo de 1 kHz, {second} de 1 a 2 kHz, {third} de 2 a 3 kHz, {fourth} de 3 a 4 kHz, {fifth} por encima.",
        "Spektrum von 0 bis 5 kHz. Am stärksten bei {} Hz. Gegenüber anderer Musik im Mittel: {first} unter 1 kHz, {second} von 1 bis 2 kHz, {third} von 2 bis 3 kHz, {fourth} von 3 bis 4 kHz, {fifth} darüber.",
        spectrum.strongest_hz()
    )
}

/// What the shading over the spectrum says, in a sentence.
pub fn drive_summary(feature: Feature, average: f32, value: f32) -> String {
    let [average, value] = [average, value].map(|value| decimal(value, 2));
    say!(
        "From the average of other music, {average}, to this track's {value} of {}: what each register did. Violet with + raised it, orange with stripes and − lowered it; the stronger the shade, the more.",
        "De la media de otra música, {average}, al {value} de {} de esta pista: lo que hizo cada registro. Violeta con + lo subió, naranja a rayas con − lo bajó; cuanto más intenso, más.",
        "{}: vom Durchschnitt anderer Musik, {average}, zu den {value} dieses Titels, und was jeder Bereich dazu tat. Violett mit + hob, Orange gestreift mit − senkte; je kräftiger, desto mehr.",
        feature_in_text(feature)
    )
}

/// A feature along the track in a sentence: lowest and highest window.
pub fn timeline_summary(feature: Feature, windows: &[(f32, f32)]) -> String {
    let by_value = |a: &&(f32, f32), b: &&(f32, f32)| a.1.total_cmp(&b.1);
    match (windows.iter().min_by(by_value), windows.iter().max_by(by_value)) {
        (Some((low_s, low)), Some((high_s, high))) => say!(
            "{}, in steps of half a minute: lowest {low} at {}, highest {high} at {}.",
            "{}, en pasos de medio minuto: mínimo {low} en {}, máximo {high} en {}.",
            "{}, in Schritten von einer halben Minute: am niedrigsten {low} bei {}, am höchsten {high} bei {}.",
            feature_name(feature),
            clock(f64::from(*low_s)),
            clock(f64::from(*high_s)),
            low = decimal(*low, 2),
            high = decimal(*high, 2)
        ),
        _ => String::new(),
    }
}

/// Which feature a disclosure is about, for those who cannot see where it stands.
pub fn why_of(feature: Feature) -> String {
    format!(": {}", feature_in_text(feature))
}

/// From the average to this track. `shown` is the whole track's value, which the explanation of a long track only
/// comes near.
pub fn why_sum(feature: Feature, average: f32, value: f32, shown: f32) -> String {
    let off = shown - value;
    let [average, value, shown] = [average, value, shown].map(|value| decimal(value, 2));
    let rest = if off.abs() >= 0.005 {
        say!(
            " Explained are eight stretches of it; the whole track has {shown}, {} from that.",
            " Se explican ocho fragmentos; la pista entera tiene {shown}, {} de diferencia.",
            " Erklärt sind acht Ausschnitte; der ganze Titel hat {shown}, {} davon abweichend.",
            signed(off)
        )
    } else {
        String::new()
    };
    say!(
        "An average song has {average}. What follows adds up to this track's {value} of {}.{rest}",
        "Una canción media tiene {average}. Lo que sigue suma el {value} de {} de esta pista.{rest}",
        "{}: ein durchschnittliches Stück hat {average}. Das Folgende ergibt zusammen die {value} dieses Titels.{rest}",
        feature_in_text(feature)
    )
}
