#include "gateway/host/wire.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <thread>

#include "gateway/host/limits.h"

namespace gateway::host {
namespace {

class WireTest : public ::testing::Test {
 protected:
  WireTest() {
    int pair[2];
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
    near = std::make_unique<Wire>(Descriptor(pair[0]));
    far_fd = pair[1];
    far = std::make_unique<Wire>(Descriptor(pair[1]));
  }
  static Wire::Clock::time_point soon() { return Wire::Clock::now() + std::chrono::milliseconds(20); }
  static Wire::Clock::time_point late() { return Wire::Clock::now() + std::chrono::seconds(20); }

  std::unique_ptr<Wire> near;
  std::unique_ptr<Wire> far;
  int far_fd = -1;
};

TEST_F(WireTest, CarriesFramesLargerThanTheSocketsBuffer) {
  const std::string large(5'000'000, 'x');
  std::thread sender([&] { EXPECT_EQ(near->send(Kind::page, large, late()), Wire::Loss::none); });
  Frame frame;
  EXPECT_EQ(far->receive(frame, late()), Wire::Loss::none);
  sender.join();
  EXPECT_EQ(frame.kind, Kind::page);
  EXPECT_EQ(frame.payload, large);
}

TEST_F(WireTest, CarriesADescriptorWithItsOwnFrameOnly) {
  int pipe[2];
  ASSERT_EQ(::pipe(pipe), 0);
  const Descriptor read_end(pipe[0]);
  const Descriptor write_end(pipe[1]);
  ASSERT_EQ(near->send(Kind::answer, "first", late()), Wire::Loss::none);
  ASSERT_EQ(near->send(Kind::answer, "second", late(), read_end.fd()), Wire::Loss::none);
  Frame frame;
  ASSERT_EQ(far->receive(frame, late()), Wire::Loss::none);
  EXPECT_FALSE(frame.descriptor);
  ASSERT_EQ(far->receive(frame, late()), Wire::Loss::none);
  ASSERT_TRUE(frame.descriptor);
  ASSERT_EQ(::write(write_end.fd(), "z", 1), 1);
  char got = 0;
  ASSERT_EQ(::read(frame.descriptor.fd(), &got, 1), 1);
  EXPECT_EQ(got, 'z');
}

TEST_F(WireTest, TellsSilenceFromAnEndAndFromAFlood) {
  Frame frame;
  EXPECT_EQ(near->receive(frame, soon()), Wire::Loss::silent);
  const std::uint32_t flood[2] = {static_cast<std::uint32_t>(kFrameBytes + 1), 0};
  ASSERT_EQ(::write(far_fd, flood, sizeof flood), static_cast<ssize_t>(sizeof flood));
  EXPECT_EQ(near->receive(frame, late()), Wire::Loss::flood);
  far.reset();
  EXPECT_EQ(near->receive(frame, late()), Wire::Loss::closed);
  EXPECT_EQ(near->send(Kind::check, "", late()), Wire::Loss::closed);
}

TEST_F(WireTest, RefusesAKindThatNobodyKnows) {
  const std::uint32_t head[2] = {0, 200};
  ASSERT_EQ(::write(far_fd, head, sizeof head), static_cast<ssize_t>(sizeof head));
  Frame frame;
  EXPECT_EQ(near->receive(frame, late()), Wire::Loss::flood);
}

TEST_F(WireTest, GivesUpOnAReceiverThatDoesNotRead) {
  EXPECT_EQ(near->send(Kind::page, std::string(5'000'000, 'x'), soon()), Wire::Loss::silent);
}

TEST_F(WireTest, GivesUpInTheMiddleOfAFrame) {
  const std::uint32_t head[2] = {10, 0};
  ASSERT_EQ(::write(far_fd, head, sizeof head), static_cast<ssize_t>(sizeof head));
  Frame frame;
  EXPECT_EQ(near->receive(frame, soon()), Wire::Loss::silent);
}

}  // namespace
}  // namespace gateway::host
