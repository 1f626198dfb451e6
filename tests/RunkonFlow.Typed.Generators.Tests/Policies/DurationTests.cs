using RunkonFlow.Typed.Generators.Policies;

namespace RunkonFlow.Typed.Generators.Tests.Policies;

public sealed class DurationTests
{
    [Theory]
    [InlineData("500ms", "global::System.TimeSpan.FromMilliseconds(500)")]
    [InlineData("30s", "global::System.TimeSpan.FromSeconds(30)")]
    [InlineData("5m", "global::System.TimeSpan.FromMinutes(5)")]
    [InlineData("60m", "global::System.TimeSpan.FromHours(1)")]
    [InlineData("72h", "global::System.TimeSpan.FromDays(3)")]
    [InlineData("14d", "global::System.TimeSpan.FromDays(14)")]
    [InlineData("0s", "global::System.TimeSpan.Zero")]
    public void A_duration_is_emitted_in_its_largest_unit(string text, string emitted)
    {
        Assert.True(Duration.TryParse(text, out var duration));

        Assert.Equal(emitted, Duration.Emitted(duration));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("30 s")]
    [InlineData("-1s")]
    [InlineData("1.5h")]
    [InlineData("1h30m")]
    [InlineData("30S")]
    [InlineData("٣s")]
    [InlineData("4000d")]
    [InlineData("99999999999999999999d")]
    public void Other_text_is_no_duration(string? text) => Assert.False(Duration.TryParse(text, out _));
}
