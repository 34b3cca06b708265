#include "gateway/host/codec.h"

#include <algorithm>

#include "gateway/host/answer.h"
#include "gateway/host/limits.h"

namespace gateway::host::codec {
namespace {

constexpr std::uint64_t kHeaders = 1000;

void put_wait(Writer& to, std::optional<std::chrono::milliseconds> wait) {
  to.signed_number(wait ? wait->count() : 0);
}

/// A wait as a plugin says it: nothing or less says nothing, and more than a day is a day.
std::optional<std::chrono::milliseconds> wait(Reader& from) {
  const std::chrono::milliseconds said(from.signed_number());
  if (said.count() <= 0) return std::nullopt;
  return std::min<std::chrono::milliseconds>(said, std::chrono::hours(24));
}

void put_headers(Writer& to, const ports::HttpHeaders& headers) {
  to.number(headers.size());
  for (const auto& [name, value] : headers) to.text(name).text(value);
}

ports::HttpHeaders headers(Reader& from) {
  ports::HttpHeaders headers;
  const auto count = from.number();
  for (std::uint64_t i = 0; i < count && i < kHeaders && from.good(); ++i) {
    const auto name = from.text();
    const auto value = from.text();
    headers.emplace_back(name, value);
  }
  return headers;
}

}  // namespace

void put(Writer& to, const base::Result<void>& ending) {
  const auto said = ending ? Answer::ok : answer(ending.error().fault);
  to.signed_number(static_cast<std::int64_t>(said));
  to.text(ending ? std::string_view() : std::string_view(ending.error().what));
}

std::optional<base::Result<void>> ending(Reader& from) {
  const auto said = answer(static_cast<std::int32_t>(from.signed_number()));
  constexpr std::size_t kSentence = 2000;
  std::string what(from.text().substr(0, kSentence));
  if (!from.good()) return std::nullopt;
  if (said == Answer::ok) return base::Result<void>();
  return base::Result<void>(base::Error{fault(said), std::move(what)});
}

void put(Writer& to, const About& about) {
  to.text(about.id).text(about.version).text(about.description).number(about.source).number(about.target);
}

std::optional<About> about(Reader& from) {
  About about;
  about.id = from.text();
  about.version = from.text();
  about.description = from.text();
  about.source = from.number() != 0;
  about.target = from.number() != 0;
  if (!from.finished()) return std::nullopt;
  return about;
}

void put(Writer& to, const ports::Page& page) {
  to.text(page.cursor).number(page.records.size());
  for (const auto record : page.records) to.text(record);
}

base::Result<ports::Page> page(Reader& from, std::string_view stream) {
  ports::Page page{std::string(stream), {}, std::string(from.text())};
  PageSize size{from.number(), page.cursor.size(), 0, 0};
  if (auto fault = size.fault(); !fault.empty()) return base::broken(std::move(fault));
  page.records.reserve(static_cast<std::size_t>(size.records));
  for (std::uint64_t i = 0; i < size.records && from.good(); ++i) {
    page.records.push_back(from.text());
    size.add(page.records.back().size());
  }
  if (auto fault = size.fault(); !fault.empty()) return base::broken(std::move(fault));
  if (!from.finished()) return base::broken("a page cut short");
  return page;
}

void put(Writer& to, const ports::Pulled& pulled) {
  to.number(pulled.more);
  put_wait(to, pulled.not_before);
}

std::optional<ports::Pulled> pulled(Reader& from) {
  ports::Pulled pulled;
  pulled.more = from.number() != 0;
  pulled.not_before = wait(from);
  if (!from.finished()) return std::nullopt;
  return pulled;
}

void put(Writer& to, std::span<const std::string> items) {
  to.number(items.size());
  for (const auto& item : items) to.text(item);
}

std::optional<std::vector<std::string>> items(Reader& from) {
  std::vector<std::string> items;
  const auto count = from.number();
  for (std::uint64_t i = 0; i < count && from.good(); ++i) items.emplace_back(from.text());
  if (!from.finished()) return std::nullopt;
  return items;
}

void put(Writer& to, const std::vector<TargetAnswer>& answers) {
  for (const auto& answer : answers) {
    to.signed_number(static_cast<std::int64_t>(answer.answer));
    put_wait(to, answer.not_before);
    to.text(answer.document);
  }
}

std::optional<std::vector<TargetAnswer>> answers(Reader& from, std::size_t count) {
  std::vector<TargetAnswer> answers;
  for (std::size_t i = 0; i < count && from.good(); ++i) {
    TargetAnswer given;
    given.answer = answer(static_cast<std::int32_t>(from.signed_number()));
    given.not_before = wait(from);
    given.document = from.text();
    if (given.document.size() > SUS_DOCUMENT_BYTES) return std::nullopt;
    answers.push_back(std::move(given));
  }
  if (!from.finished()) return std::nullopt;
  return answers;
}

void put(Writer& to, const ports::HttpRequest& request) {
  to.text(request.method).text(request.target).text(request.body);
  put_headers(to, request.headers);
}

std::optional<ports::HttpRequest> request(Reader& from) {
  ports::HttpRequest request;
  request.method = from.text();
  request.target = from.text();
  request.body = from.text();
  request.headers = headers(from);
  if (!from.finished()) return std::nullopt;
  return request;
}

void put(Writer& to, const ports::HttpResponse& response) {
  to.number(response.status).text(response.body);
  put_headers(to, response.headers);
}

std::optional<ports::HttpResponse> response(Reader& from) {
  ports::HttpResponse response;
  response.status = static_cast<unsigned>(from.number());
  response.body = from.text();
  response.headers = headers(from);
  if (!from.finished()) return std::nullopt;
  return response;
}

void put(Writer& to, const std::vector<FolderEntry>& entries) {
  to.number(entries.size());
  for (const auto& entry : entries) {
    to.text(entry.name).number(entry.size).signed_number(entry.mtime_ns).number(entry.inode);
    to.number(static_cast<std::uint64_t>(entry.kind));
  }
}

std::optional<std::vector<FolderEntry>> entries(Reader& from) {
  std::vector<FolderEntry> entries;
  const auto count = from.number();
  for (std::uint64_t i = 0; i < count && from.good(); ++i) {
    FolderEntry entry;
    entry.name = from.text();
    entry.size = from.number();
    entry.mtime_ns = from.signed_number();
    entry.inode = from.number();
    entry.kind = static_cast<FolderEntry::Kind>(std::min<std::uint64_t>(from.number(), 4));
    entries.push_back(std::move(entry));
  }
  if (!from.finished()) return std::nullopt;
  return entries;
}

}  // namespace gateway::host::codec
