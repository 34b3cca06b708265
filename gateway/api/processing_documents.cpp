// Registerförteckning: what is processed, as a document for the data protection officer.
#include <algorithm>
#include <utility>

#include "gateway/api/extract_parts.h"
#include "gateway/api/extract_words.h"
#include "gateway/api/processing.h"
#include "gateway/api/processing_words.h"

namespace gateway::api {

namespace {

using base::Document;
using core::Flow;
using report::Phrase;

/// What goes with the fields whatever the field list says.
Document beside(Flow flow) {
  if (flow == Flow::sus_to_agency) {
    return both(
        "Därutöver ärendets nummer, kontor, läge och datum, om samtycke finns och från vilken dag, och vem som har "
        "registrerat",
        "Beside them the case's number, offices, state and dates, whether there is consent and since when, and who "
        "registered");
  }
  if (flow != Flow::municipality_to_sus && flow != Flow::agency_to_sus) return {};
  return both(
      "Därutöver registreringens nummer, insats eller kontor, datum, samtyckets blankett och datum, och vem som "
      "registrerar",
      "Beside them the registration's number, insats or office, dates, the consent's form and date, and who registers");
}

Document gap(std::string_view code, const Document& text) {
  return Document().set("code", code).set("text", text);
}

Document text_of(const core::PolicyText* text) {
  return text == nullptr || text->swedish.empty() ? Document() : both(text->swedish, text->english);
}

Document text_of(std::string text) {
  return text.empty() ? Document() : Document(std::move(text));
}

/// Adds which row of the policy it is: from, to, source, verified.
Document& with_row(Document& of, const base::Period& valid, const core::Origin& origin) {
  return of.set("from", valid.from.text())
      .set("to", day_document(valid.to))
      .set("source", origin.source)
      .set("verified", origin.verified);
}

Document form_document(const core::ConsentForm& form) {
  Document purposes{Document::Array{}};
  for (const std::string& purpose : form.purposes) purposes.add(both(purpose_word(purpose)));
  Document row = Document()
                     .set("name", form.name)
                     .set("version", text_of(form.version))
                     .set("purposes", std::move(purposes))
                     .set("collected_by", text_of(form.collected_by))
                     .set("archive", form.archive);
  return with_row(row, form.valid, form.origin);
}

Document recipient_of(Flow flow, const core::Directory& directory) {
  Document organisations{Document::Array{}};
  const auto kinds = core::recipient_kinds(flow);
  for (const core::Organisation& one : directory.rows().organisations) {
    if (std::find(kinds.begin(), kinds.end(), one.kind) == kinds.end()) continue;
    organisations.add(organisation_document(directory, one.id));
  }
  return Document().set("name", both(recipient_word(flow))).set("organisations", std::move(organisations));
}

Document flow_document(const core::ProcessedFlow& one, const core::Directory& directory) {
  Document basis;
  if (one.basis) {
    basis.set("text", one.basis->text);
    with_row(basis, one.basis->valid, one.basis->origin);
  }
  Document list;
  if (one.fields != nullptr) {
    list.set("fields", named_fields(one.fields->fields)).set("law", text_of(one.fields->law));
    with_row(list, one.fields->valid, one.fields->origin);
  }
  Document forms{Document::Array{}};
  for (const core::ConsentForm* form : one.forms) forms.add(form_document(*form));
  Document missing{Document::Array{}};
  for (const core::ProcessingGap what : one.gaps) missing.add(gap(core::name(what), both(gap_word(what))));
  return Document()
      .set("flow", core::name(one.flow))
      .set("name", both(flow_word(one.flow)))
      .set("sent", one.sent)
      .set("received", one.received)
      .set("use", both(use_word(one)))
      .set("purpose", text_of(one.fields == nullptr ? nullptr : &one.fields->purpose))
      .set("basis", std::move(basis))
      .set("persons", text_of(one.fields == nullptr ? nullptr : &one.fields->persons))
      .set("fields", std::move(list))
      .set("beside", beside(one.flow))
      .set("recipient", recipient_of(one.flow, directory))
      .set("consent", Document().set("asked", one.asks_consent).set("forms", std::move(forms)))
      .set("missing", std::move(missing));
}

/// Each party of its own gateway, FK of the node.
Document controllers(const ProcessingContext& with) {
  Document rows{Document::Array{}};
  const auto add = [&](std::string_view of, const Phrase& name, const Document& organisation) {
    rows.add(Document().set("of", of).set("name", both(name)).set("organisation", organisation));
  };
  if (!with.setup.node || !with.setup.systems.empty()) {
    add("gateway", {"den egna gatewayen", "the own gateway"}, organisation_document(with.directory, with.organisation));
  }
  if (!with.setup.node) return rows;
  const core::Organisation* own = with.directory.organisation(with.organisation);
  const auto& all = with.directory.rows().organisations;
  const auto fk = std::find_if(all.begin(), all.end(), [](const auto& one) { return one.kind == "fk"; });
  const core::Organisation* controller = own != nullptr && own->kind == "fk" ? own : fk == all.end() ? nullptr : &*fk;
  add("node", {"noden (SUS)", "the node (SUS)"},
      controller == nullptr ? Document() : organisation_document(with.directory, controller->id));
  return rows;
}

/// What the running plugin says of itself, in the language of whoever wrote it; null where it does not run.
Document said_of(const ConnectedSystem& system, const Document& plugins) {
  const Document* description = nullptr;
  for (const Document& row : plugins.array() == nullptr ? Document::Array() : *plugins.array()) {
    if (row.text("id") != system.id || row.text("role") != (system.target ? "target" : "source")) continue;
    description = row.find("describe");
    if (description == nullptr || description->object() == nullptr) return {};
    Document data{Document::Array{}};
    if (const Document* told = description->find("data"); told != nullptr && told->array() != nullptr) {
      for (const Document& one : *told->array()) {
        if (one.string() != nullptr) data.add(one);
      }
    }
    return Document()
        .set("data", std::move(data))
        .set("purpose", std::string(description->text("purpose")))
        .set("legal_basis", std::string(description->text("legal_basis")))
        .set("retention", std::string(description->text("retention")));
  }
  return {};
}

Document systems(const ProcessingContext& with) {
  Document rows{Document::Array{}};
  for (const ConnectedSystem& system : with.setup.systems) {
    rows.add(Document()
                 .set("id", system.id)
                 .set("role", system.target ? "target" : "source")
                 .set("says", said_of(system, with.plugins)));
  }
  return rows;
}

bool reads_files(const ProcessingContext& with) {
  const auto& all = with.setup.systems;
  return std::any_of(all.begin(), all.end(), [](const ConnectedSystem& one) { return !one.target; });
}

Document kept(const core::ProcessingRegister& all, const ProcessingContext& with) {
  Document rows{Document::Array{}};
  const auto add = [&](std::string_view what, const Document& name, Document days, Document closes, Document row) {
    rows.add(Document()
                 .set("what", what)
                 .set("name", name)
                 .set("days", std::move(days))
                 .set("closes", std::move(closes))
                 .set("row", std::move(row)));
  };
  add("registered", both("det som är registrerat", "what is registered"), {}, {}, {});
  for (const core::KeptRow& one : all.kept) {
    if (one.what == core::Kept::files && !reads_files(with)) continue;
    Document row;
    if (one.row != nullptr) with_row(row, one.row->valid, one.row->origin);
    add(core::name(one.what), both(kept_word(one.what)), std::int64_t{one.days.count()}, {}, std::move(row));
  }
  Document row;
  Document closes;
  if (all.counting != nullptr) {
    with_row(row, all.counting->valid, all.counting->origin);
    closes = base::Date::of(2001, all.counting->month, all.counting->day).value_or(base::Date()).text().substr(5);
  }
  add("counted",
      both("de egna anteckningarna om vilka som är räknade utan personuppgifter, till den dag året efter då räkneåret "
           "stängs",
           "the own notes of who is counted without personal data, until the counting year is closed on that day of "
           "the year after"),
      {}, std::move(closes), std::move(row));
  return rows;
}

class Protection {
 public:
  Document rows(const core::ProcessingRegister& all, const Setup& setup) {
    for (const ConnectedSystem& system : setup.systems) of(system);
    if (setup.node) {
      add("transport", true, "Noden tar bara emot över TLS, från den som visar ett certifikat som den litar på.",
          "The node takes over TLS only, from whoever shows a certificate that it trusts.");
    }
    add("sealed", true,
        "Personnummer, namn, adress, lokala id:n och fri text ligger förseglade (AES-256-GCM) i liggaren; det som "
        "pekar "
        "ut en person under personens egen nyckel.",
        "Person numbers, names, addresses, local ids and free text lie sealed (AES-256-GCM) in the ledger; what points "
        "at a person under that person's own key.");
    add("keys", setup.keys_apart,
        setup.keys_apart ? "Nycklarna ligger i en annan mapp än liggaren, och aldrig i dess säkerhetskopior."
                         : "Nycklarna ligger i samma mapp som liggaren, men aldrig i dess säkerhetskopior.",
        setup.keys_apart ? "The keys lie in another folder than the ledger, and never in its backups."
                         : "The keys lie in the ledger's folder, but never in its backups.");
    std::string days;
    for (const core::KeptRow& one : all.kept) {
      if (one.what == core::Kept::looks) days = std::to_string(one.days.count());
    }
    add("access_log", true,
        "Den som tittar på ett ärende eller en deltagare skrivs i åtkomstloggen, som sparas i " + days + " dagar.",
        "Whoever looks at a case or a participant is kept in the access log, for " + days + " days.");
    add("audit", true, "Granskningskedjan är sammanlänkad och signerad: det märks om den ändras i efterhand.",
        "The audit chain is linked and signed: a later change of it shows.");
    return std::move(rows_);
  }

 private:
  void of(const ConnectedSystem& system) {
    for (const Endpoint& endpoint : system.endpoints) {
      const std::string to = system.id + " (" + endpoint.name + "): ";
      if (!endpoint.encrypted) {
        add("transport", false, to + "okrypterad förbindelse inom den egna datorn.",
            to + "plain connection within this machine.");
      } else if (endpoint.client_certificate) {
        add("transport", true, to + "krypterad förbindelse (TLS) där båda visar certifikat.",
            to + "encrypted connection (TLS) where both show a certificate.");
      } else {
        add("transport", true, to + "krypterad förbindelse (TLS) där bara mottagaren visar certifikat.",
            to + "encrypted connection (TLS) where only the other side shows a certificate.");
      }
    }
    add("isolation", system.own_process,
        system.id +
            (system.own_process ? ": körs i en egen process med begränsningar." : ": körs i gatewayens egen process."),
        system.id + (system.own_process ? ": runs in a process of its own, with limits."
                                        : ": runs in the gateway's own process."));
    if (system.own_network) {
      add("isolation", false, system.id + ": får själv öppna förbindelser.",
          system.id + ": may open connections itself.");
    }
  }

  void add(std::string_view code, bool holds, std::string swedish, std::string english) {
    rows_.add(
        Document().set("code", code).set("holds", holds).set("text", both(std::move(swedish), std::move(english))));
  }

  Document rows_{Document::Array{}};
};

/// What neither policy, directory nor configuration says, beside what is missing of single flows.
Document missing(const core::ProcessingRegister& all, const ProcessingContext& with) {
  Document rows{Document::Array{}};
  const auto add = [&](std::string_view code, std::string swedish, std::string english) {
    rows.add(gap(code, both(std::move(swedish), std::move(english))));
  };
  const Document parties = controllers(with);
  for (const Document& one : *parties.array()) {
    if (!one.find("organisation")->is_null()) continue;
    add("controller", "Katalogen har ingen organisation av slaget fk, som är personuppgiftsansvarig för noden",
        "The directory has no organisation of the kind fk, which is controller of the node");
  }
  add("contact_details",
      "Kontaktuppgifter till den personuppgiftsansvarige och dataskyddsombudet finns varken i katalogen eller i "
      "konfigurationen",
      "Contact details of controller and data protection officer are neither in the directory nor the configuration");
  add("third_country", "Konfigurationen säger inte i vilka länder mottagarna finns",
      "The configuration does not say in which countries the recipients are");
  add("registered_time", "Ingen sista dag är bestämd för det som är registrerat",
      "No last day is decided for what is registered");
  for (const core::KeptRow& one : all.kept) {
    if (one.row != nullptr || (one.what == core::Kept::files && !reads_files(with))) continue;
    const Phrase name = kept_word(one.what);
    add("retention",
        "Policyn säger inte den dagen hur länge detta sparas, och programmets egen tid gäller: " +
            std::string(name.swedish),
        "The policy does not say on that day how long this is kept, and the program's own time holds: " +
            std::string(name.english));
  }
  if (all.counting == nullptr) {
    add("counting", "Policyn säger inte den dagen när räkneår stängs: inget stängs",
        "The policy does not say on that day when counting years are closed: none is");
  }
  const Document connected = systems(with);
  for (const Document& one : *connected.array()) {
    if (!one.find("says")->is_null()) continue;
    add("system",
        "Pluginen " + std::string(one.text("id")) +
            " är inte igång: vad den läser eller skickar kan inte "
            "berättas",
        "The plugin " + std::string(one.text("id")) + " does not run: what it reads or sends cannot be told");
  }
  return rows;
}

Document summary(const core::ProcessingRegister& all, std::string_view organisation, std::size_t gaps) {
  const auto carried = std::count_if(all.flows.begin(), all.flows.end(),
                                     [](const core::ProcessedFlow& one) { return one.sent || one.received; });
  const std::string on = all.on.text();
  const std::string count = std::to_string(carried);
  const std::string others = std::to_string(all.flows.size() - static_cast<std::size_t>(carried));
  return both("Förteckning över behandling hos " + std::string(organisation) + ", med den policy som gäller " + on +
                  " och den katalog och konfiguration som gäller idag. Flöden som programmet bär: " + count +
                  ", andra flöden i policyn: " + others + ". Uppgifter som saknas: " + std::to_string(gaps) + ".",
              "Register of processing at " + std::string(organisation) + ", by the policy in force on " + on +
                  " and the directory and configuration of today. Flows that the program carries: " + count +
                  ", other flows of the policy: " + others + ". Details missing: " + std::to_string(gaps) + ".");
}

}  // namespace

base::Document document_of(const core::ProcessingRegister& all, const ProcessingContext& with) {
  Document flows{Document::Array{}};
  Document lacking = missing(all, with);
  std::size_t gaps = lacking.array()->size();
  for (const core::ProcessedFlow& one : all.flows) {
    flows.add(flow_document(one, with.directory));
    gaps += one.gaps.size();
  }
  const Document own = organisation_document(with.directory, with.organisation);
  const std::string name(own.text("name"));
  return Document()
      .set("schema", "gateway.processing/1")
      .set("on", all.on.text())
      .set("organisation", own)
      .set("controllers", controllers(with))
      .set("flows", std::move(flows))
      .set("systems", systems(with))
      .set("kept", kept(all, with))
      .set("protection", Protection().rows(all, with.setup))
      .set("missing", std::move(lacking))
      .set("text", summary(all, name, gaps));
}

}  // namespace gateway::api
