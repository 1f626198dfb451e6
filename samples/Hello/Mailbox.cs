namespace Hello;

/// <summary>The world outside: fails the first time, as the world does.</summary>
public sealed class Mailbox
{
    private int _calls;

    public Task SendAsync(string text, string key, CancellationToken ct)
    {
        if (Interlocked.Increment(ref _calls) == 1) throw new HttpRequestException("the mail server is busy");
        Console.WriteLine($"sent: {text} ({key})");
        return Task.CompletedTask;
    }
}
