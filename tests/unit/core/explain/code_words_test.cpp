#include "gateway/core/explain/code_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/admit.h"
#include "gateway/core/cooperation/request.h"
#include "gateway/core/cooperation/task.h"
#include "gateway/core/decision.h"
#include "gateway/core/message.h"

namespace gateway::core {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string swedish(const Reason& reason) {
  return sentence(reason, Language::swedish);
}
std::string english(const Reason& reason) {
  return sentence(reason, Language::english);
}

TEST(CodeWords, AreThereForEveryEventAndOutcome) {
  const auto worded = [](std::string_view (*word)(std::string_view, Language), std::string_view code) {
    EXPECT_NE(word(code, Language::swedish), code) << code;
    EXPECT_THAT(std::string(word(code, Language::english)), Not(HasSubstr("_"))) << code;
  };
  for (int i = 0; i < 4; ++i) worded(event_word, name(static_cast<Unit>(i)));
  for (int i = 0; i < 13; ++i) worded(event_word, name(static_cast<ActKind>(i)));
  for (int i = 0; i < 12; ++i) worded(event_word, name(static_cast<MessageKind>(i)));
  for (int i = 0; i < 7; ++i) worded(outcome_word, name(static_cast<Outcome>(i)));
  for (int i = 0; i < 6; ++i) worded(outcome_word, name(static_cast<TaskState>(i)));
  EXPECT_EQ(event_word("unheard", Language::swedish), "unheard");
}

TEST(CodeWords, StandInPlaceOfTheCodesInAReasonsDetail) {
  EXPECT_THAT(swedish({Code::task_answered, "confirmed"}), HasSubstr("besvarat: bekräftad"));
  EXPECT_THAT(swedish({Code::outcome_contrary, "back_to_fk"}), HasSubstr("tillbaka till Försäkringskassan"));
  EXPECT_THAT(english({Code::outcome_contrary, "back_to_fk"}), HasSubstr("back to Försäkringskassan"));
  EXPECT_THAT(swedish({Code::transition_unknown, "active_preparatory – meet"}),
              HasSubstr("arbetsförberedande insats – kartläggningsmöte"));
  EXPECT_THAT(swedish({Code::transition_unknown, "- – start active_preparatory"}),
              HasSubstr("inget ärende – start av insatsen arbetsförberedande insats"));
  EXPECT_THAT(swedish({Code::answer_code_unknown, "education"}), HasSubstr("kodlistan: utbildningsnivå"));
  EXPECT_THAT(english({Code::answer_code_unknown, "works_before"}), HasSubstr("works before"));
  EXPECT_THAT(swedish({Code::cause_not_of_act, "own_initiative"}), HasSubstr("eget initiativ"));
  EXPECT_THAT(swedish({Code::answer_not_asked, "meeting_on"}), HasSubstr("planerat möte"));
  EXPECT_THAT(swedish({Code::consent_paper_unsaid, "signed_by"}), HasSubstr("undertecknat av"));
}

TEST(CodeWords, OfWhatIsMissingAreInBothLanguages) {
  const Reason missing{Code::answers_missing, "utbildningsnivå, försörjning före"};
  EXPECT_THAT(swedish(missing), HasSubstr("utbildningsnivå, försörjning före"));
  EXPECT_THAT(english(missing), HasSubstr("education, income source before"));
}

TEST(CodeWords, SayWhyAResponsibleIsNotTakenAndNeverTranslateTheirName) {
  const Reason known{Code::responsible_not_taken, "af.berg (user_of_other_organisation)"};
  EXPECT_THAT(swedish(known), HasSubstr("af.berg (hör till en annan organisation än avsändaren)"));
  EXPECT_THAT(english(known), HasSubstr("af.berg (belongs to another organisation than the sender)"));
  EXPECT_THAT(swedish({Code::responsible_not_taken, "user_unknown"}), HasSubstr("Användaren finns inte i katalogen"));
  EXPECT_THAT(swedish({Code::role_missing, "af"}), HasSubstr("af har inte rollen")) << "a user may be called so";
}

TEST(CodeWords, SayOfWhatIsNotKeptThatItIsNot) {
  EXPECT_THAT(swedish({Code::office_unknown}), HasSubstr("Kontoret finns inte: (uppgiften sparas inte)"));
  EXPECT_THAT(english({Code::user_unknown}), HasSubstr("The user (not kept) is not in the directory"));
  EXPECT_THAT(swedish({Code::signature_unknown}), HasSubstr("(tom)")) << "the record says nothing";
  EXPECT_THAT(swedish({Code::case_unknown}), Not(HasSubstr("("))) << "it has no detail";
}

}  // namespace
}  // namespace gateway::core
