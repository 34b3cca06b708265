// The commands about participants: consent, facts and incidents.
#include "gateway/app/command_line_gathering.h"

namespace gateway::app {

namespace {

/// Who is meant: a source's record, or a person.
void whose(Gathering& g, CLI::App* command) {
  CLI::Option* source = g.text(command, "source", "Source of the record");
  CLI::Option* key = g.text(command, "key", "The record's local id, as the lists show it");
  source->needs(key);
  key->needs(source);
  g.text(command, "person", kPersonHelp)->excludes(source)->excludes(key);
}

}  // namespace

void define_participants(Gathering& g) {
  CLI::App* consent = g.group("consent", "What a participant says of consent; effective on everything queued");
  const std::pair<const char*, const char*> actions[] = {{"give", "Consent was given in writing"},
                                                         {"decline", "Consent was declined"},
                                                         {"withdraw", "Consent was taken back"}};
  for (const auto& [action, help] : actions) {
    CLI::App* command = consent->add_subcommand(action, help);
    command->fallthrough();
    command->callback([&g, name = std::string(action)] {
      g.invocation.operation = "consent";
      g.invocation.arguments.set("action", name);
    });
    whose(g, command);
    CLI::Option* date = g.text(command, "date", "Day it was said, YYYY-MM-DD; today where left out, not for give");
    g.text(command, "by", "User who says so")->required();
    if (std::string_view(action) == "give") {
      date->required();
      g.text(command, "form", "Name of the form that was signed")->required();
      CLI::Option* one = g.text(command, "case", "Number of the one case of the AF/FK cooperation instead");
      for (const char* other : {"--source", "--key", "--person"}) one->excludes(command->get_option(other));
      g.text(command, "language", "Language of what was signed, as ISO 639: sv counts");
      g.text(command, "written", "Whether it is written: yes or no")->check(CLI::IsMember({"yes", "no"}));
      command->add_option("--signed-by", g.texts["signed_by"], "Who signed it")
          ->check(CLI::IsMember({"self", "representative"}));
      command->add_option("--collected-by", g.texts["collected_by"], "Organisation that collected it");
      g.text(command, "original", "Where the original is");
    }
  }
  CLI::App* list =
      g.leaf(consent, "list", "Who lacks an answer, since when, and which reminder is due", "consent.list");
  g.text(list, "source", "Only this source");
  CLI::Option* unarchived =
      g.flag(list, "--unarchived", "unarchived", "Whose original has not been sent to FK's archive, oldest first");
  g.text(list, "by", "User who asks: only what is theirs, cases too")->needs(unarchived);
  CLI::App* archived = g.leaf(consent, "archived", "The original was sent to FK's archive", "consent.archived");
  CLI::Option* source = g.text(archived, "source", "Source of the record");
  CLI::Option* key = g.text(archived, "key", "The record's local id, as the list shows it");
  source->needs(key);
  key->needs(source);
  g.text(archived, "case", "Number of the case or registration, as the list shows it")->excludes(source)->excludes(key);
  g.text(archived, "on", "Day on which it was sent, YYYY-MM-DD")->required();
  g.text(archived, "by", "User who says so")->required();
  g.leaf(consent, "for-fk", "Withdrawn after the registration had ended: what FK is to be told", "consent.for_fk");
  CLI::App* fk_told = g.leaf(consent, "fk-told", "FK was told of such a withdrawal", "consent.fk_told");
  fk_told->add_option("ID", g.texts["id"], "Registration, as `consent for-fk` shows it")->required();
  g.text(fk_told, "date", "Day on which FK was told, YYYY-MM-DD")->required();
  g.text(fk_told, "by", "User who told FK")->required();
  CLI::App* participant = g.group("participant", "Facts about a participant");
  CLI::App* protect =
      g.leaf(participant, "protect", "The participant's identity is protected from now on", "participant.protect");
  g.text(protect, "person", kPersonHelp)->required();
  g.text(protect, "by", "User who says so")->required();
  g.text(protect, "kind", "Which protection: sekretessmarkering or skyddad folkbokföring; unknown where left out")
      ->check(CLI::IsMember({"marked", "protected_registration"}));
  CLI::App* deceased = g.leaf(participant, "deceased", "The participant has died", "participant.deceased");
  g.text(deceased, "person", kPersonHelp)->required();
  g.text(deceased, "date", "Day of the death, YYYY-MM-DD")->required();
  g.text(deceased, "by", "User who says so")->required();
  CLI::App* lift = g.leaf(participant, "lift",
                          "The participant's identity is protected no more, once every source that said so says that: "
                          "what is stripped stays so",
                          "participant.lift");
  g.text(lift, "person", kPersonHelp)->required();
  g.text(lift, "by", "Caseworker who confirms it")->required();
  CLI::App* part = g.leaf(participant, "part",
                          "The record's new number is another person's: its registration goes back to the former one",
                          "participant.part");
  g.text(part, "source", "Source of the record")->required();
  g.text(part, "key", "Key of the record")->required();
  g.text(part, "person", "Person number that it was registered under; - reads it from the input")->required();
  g.text(part, "by", "User who says so")->required();
  CLI::App* wrong =
      g.leaf(participant, "wrong",
             "Registered, but the wrong person or without consent: the identity is destroyed, here and at "
             "the node, and an incident opened",
             "participant.wrong");
  whose(g, wrong);
  CLI::Option* one = g.text(wrong, "case", "Number of the one case or registration instead");
  for (const char* other : {"--source", "--key", "--person"}) one->excludes(wrong->get_option(other));
  g.text(wrong, "reason", "What was wrong")->required()->check(CLI::IsMember({"wrong_person", "without_consent"}));
  g.text(wrong, "by", "User who says so")->required();
  g.flag(wrong, "--dry-run", "dry_run", "Say what it would do to the figures; store and send nothing");
  CLI::App* extract = g.leaf(participant, "extract",
                             "All that is kept of a participant and was done about it, written for that person: "
                             "taken out by the dataskyddsombud, or of the own places by who has an assignment there",
                             "participant.extract");
  g.text(extract, "person", kPersonHelp)->required();
  g.by(extract);
  CLI::App* incident = g.group("incident", "Personal data incidents, and the 72 hours to report them in");
  g.leaf(incident, "list", "All, the newest first", "incident.list");
  CLI::App* report = g.leaf(incident, "report", "It is reported to the supervisory authority", "incident.report");
  CLI::App* close = g.leaf(incident, "close", "Nothing more is to be done about it", "incident.close");
  for (CLI::App* command : {report, close}) {
    command->add_option("ID", g.texts["id"], "Id, as `incident list` shows it")->required();
    g.text(command, "by", "User who says so")->required();
  }
  g.text(close, "reason", "Why")->required()->check(CLI::IsMember({"no_risk", "handled", "mistaken"}));
  CLI::App* search = g.leaf(participant, "search",
                            "The cases and participations of somebody where who asks has assignments, with history",
                            "participant.search");
  CLI::Option* person = g.text(search, "person", kPersonHelp);
  CLI::Option* of_case = g.text(search, "case", "Number of the case or registration");
  CLI::Option* name = g.text(search, "name", "Whole first or last name, among own cases");
  person->excludes(of_case)->excludes(name);
  of_case->excludes(name);
  g.by(search);
}

}  // namespace gateway::app
