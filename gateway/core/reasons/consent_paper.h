#pragma once

#include "gateway/core/reason.h"

namespace gateway::core::reasons {

/// Of the signed paper of a consent (consent_paper.h), and of what waits for one.
inline constexpr Explanation kConsentPaper[] = {
    {Code::consent_not_written,
     "consent_not_written",
     {"Väntar på samtycke: det är inte skriftligt", "Waits for consent: it is not written"},
     {"Inhämta ett skriftligt samtycke; är det skriftligt, ange det i källsystemet eller med consent give",
      "Collect a written consent; where it is written, say so in the source system or with consent give"}},
    {Code::consent_other_language,
     "consent_other_language",
     {"Väntar på samtycke: det är undertecknat på ett annat språk ({}); det är den svenska blanketten som undertecknas",
      "Waits for consent: it is signed in another language ({}); it is the Swedish form that is signed"},
     {"Låt deltagaren underteckna den svenska blanketten; översättningen är till för att läsa",
      "Let the participant sign the Swedish form; the translation is there to be read"}},
    {Code::consent_paper_unsaid,
     "consent_paper_unsaid",
     {"Väntar på samtycke: blanketten kräver uppgiften {}", "Waits for consent: the form asks for {}"},
     {"Ange uppgiften i källsystemet eller med consent give", "Say it in the source system or with consent give"}},
    {Code::consent_collected_elsewhere,
     "consent_collected_elsewhere",
     {"Samtycket uppges vara inhämtat av {}, som inte är den som ska inhämta det den dagen",
      "The consent is said to be collected by {}, which is not the one that collects it on that day"},
     {"Kontrollera vem som ska inhämta samtycket och rätta uppgiften om den är fel",
      "Check who is to collect the consent, and correct it where it is wrong"}},
    {Code::request_retracted,
     "request_retracted",
     {"Begäran som väntade på samtycke är återtagen", "The request that waited for consent is taken back"},
     {"Ingenting behöver göras; begär på nytt om det var fel", "Nothing is needed; request again if it was a mistake"}},
};

}  // namespace gateway::core::reasons
