#include "gateway/api/processing_words.h"

namespace gateway::api {

using core::Flow;
using report::Phrase;

Phrase flow_word(Flow flow) {
  switch (flow) {
    case Flow::municipality_to_sus:
      return {"till SUS om insatser i Finsam", "to SUS about insatser of Finsam"};
    case Flow::agency_to_sus:
      return {"till SUS om samarbetet mellan Arbetsförmedlingen och Försäkringskassan",
              "to SUS about the cooperation of AF and FK"};
    case Flow::sus_to_agency:
      return {"från SUS till ärendets egna kontor", "from SUS to a case's own offices"};
    case Flow::af_to_fk:
      return {"från Arbetsförmedlingen till Försäkringskassan", "from AF to FK"};
    case Flow::af_to_social_services:
      return {"från Arbetsförmedlingen till socialnämnden", "from AF to the social services"};
    case Flow::af_to_supplier:
      break;
  }
  return {"från Arbetsförmedlingen till leverantören", "from AF to the supplier"};
}

Phrase recipient_word(Flow flow) {
  switch (flow) {
    case Flow::municipality_to_sus:
    case Flow::agency_to_sus:
      return {"SUS, där Försäkringskassan är personuppgiftsansvarig", "SUS, of which Försäkringskassan is controller"};
    case Flow::sus_to_agency:
      return {"Arbetsförmedlingens och Försäkringskassans kontor i ärendet", "the case's offices of AF and FK"};
    case Flow::af_to_fk:
      return {"Försäkringskassan", "Försäkringskassan"};
    case Flow::af_to_social_services:
      return {"kommunens socialnämnd", "the municipality's social services"};
    case Flow::af_to_supplier:
      break;
  }
  return {"leverantören (fristående aktör)", "the supplier"};
}

Phrase use_word(const core::ProcessedFlow& flow) {
  if (flow.sent && flow.received) return {"skickas härifrån och tas emot här", "is sent from here and received here"};
  if (flow.sent) return {"skickas härifrån", "is sent from here"};
  if (flow.received) return {"tas emot här", "is received here"};
  return {"bärs inte av programmet: inget skickas eller tas emot i det",
          "is not carried by the program: nothing is sent or received in it"};
}

Phrase gap_word(core::ProcessingGap gap) {
  switch (gap) {
    case core::ProcessingGap::purpose:
      return {"Policyn säger inte vad flödet är till för", "The policy does not say what the flow is for"};
    case core::ProcessingGap::legal_basis:
      return {"Ingen rättslig grund gäller den dagen", "No legal basis is in force on that day"};
    case core::ProcessingGap::persons:
      return {"Policyn säger inte vilka personer flödet handlar om",
              "The policy does not say which persons the flow is about"};
    case core::ProcessingGap::field_list:
      return {"Ingen fältlista gäller den dagen: inga uppgifter om en person får skickas",
              "No field list is in force on that day: nothing of a person may be sent"};
    case core::ProcessingGap::consent_form:
      break;
  }
  return {"Ingen blankett för samtycke täcker flödet den dagen", "No form of consent covers the flow on that day"};
}

}  // namespace gateway::api
