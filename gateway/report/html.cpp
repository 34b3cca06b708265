#include "gateway/report/html.h"

namespace gateway::report {

namespace {

constexpr std::string_view kStyle =
    "body{font:1rem/1.5 system-ui,sans-serif;color:#1b1b1b;background:#fff;max-width:70rem;margin:0 auto;padding:1rem}"
    "h1{font-size:1.75rem}h2{font-size:1.375rem;margin-top:2rem}h3{font-size:1.125rem;margin-top:1.5rem}"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}"
    "caption{text-align:left;font-weight:600;padding:.25rem 0}"
    "th,td{border:1px solid #767676;padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    "thead th{background:#ececec}tbody th{font-weight:400}"
    ".notice{border:2px solid #1b1b1b;border-left-width:.5rem;padding:.5rem 1rem}"
    "@media print{body{max-width:none;padding:0}}";

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
  }
  return out;
}

HtmlPage::HtmlPage(std::string_view language, std::string_view title) {
  body_ = "<!DOCTYPE html>\n<html lang=\"" + escaped(language) +
          "\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
          escaped(title) + "</title>\n<style>" + std::string(kStyle) + "</style>\n</head>\n<body>\n<main>\n";
  heading(1, title);
}

void HtmlPage::heading(int level, std::string_view text) {
  const std::string tag = "h" + std::to_string(level);
  body_ += "<" + tag + ">" + escaped(text) + "</" + tag + ">\n";
}

void HtmlPage::paragraph(std::string_view text) {
  body_ += "<p>" + escaped(text) + "</p>\n";
}

void HtmlPage::notice(std::string_view lead, std::string_view text) {
  body_ += "<p class=\"notice\"><strong>" + escaped(lead) + "</strong> " + escaped(text) + "</p>\n";
}

void HtmlPage::begin_table(std::string_view caption, std::initializer_list<std::string_view> columns) {
  body_ += "<table>\n<caption>" + escaped(caption) + "</caption>\n<thead><tr>";
  for (const std::string_view column : columns) body_ += "<th scope=\"col\">" + escaped(column) + "</th>";
  body_ += "</tr></thead>\n<tbody>\n";
}

void HtmlPage::row(std::initializer_list<std::string_view> cells) {
  body_ += "<tr>";
  bool first = true;
  for (const std::string_view cell : cells) {
    body_ += first ? "<th scope=\"row\">" + escaped(cell) + "</th>" : "<td>" + escaped(cell) + "</td>";
    first = false;
  }
  body_ += "</tr>\n";
}

}  // namespace gateway::report
