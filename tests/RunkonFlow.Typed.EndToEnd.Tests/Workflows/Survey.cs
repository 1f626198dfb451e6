namespace RunkonFlow.Typed.EndToEnd.Workflows;

public enum Mood
{
    Calm,
    Busy,
    Wild,
}

/// <summary>Control flow in odd combinations, with a sub-flow called twice.</summary>
[Workflow("survey", Group = "Questions", Trigger = "campaign", Targets = ["customer"])]
public sealed partial class Survey(Shop shop)
{
    [Flow]
    public async Task<string> RunAsync(int rounds)
    {
        var text = "";
        for (var i = 0; i < 3; i++)
        {
            var mood = await AskAsync(i);
            switch (mood)
            {
                case Mood.Calm:
                    text += "c";
                    continue;
                case Mood.Busy when rounds > 1:
                    var (left, right) = await SplitAsync(i);
                    text += $"({left}|{right})";
                    break;
                default:
                    var calm = await Flow.As("calm-down", CalmAsync(i, rounds));
                    text += calm ? "w" : "W";
                    break;
            }
        }

        var first = await CalmAsync(10, rounds);
        var at = Flow.UtcNow;
        var id = Flow.NewId();
        await NoteAsync(id.ToString());
        return $"{text}{first}{at.Year > 2000}{id == Guid.Empty}";
    }

    [SubFlow]
    private async ValueTask<bool> CalmAsync(int start, int rounds)
    {
        var left = start;
        do
        {
            left = await BreatheAsync(left);
        }
        while (Flow.Loop(left > 0, max: 20));
        return rounds > 0;
    }

    [Step]
    private ValueTask<Mood> AskAsync(int round)
    {
        shop.Do($"ask {round}");
        return new((Mood)(round % 3));
    }

    [Step]
    private ValueTask<(int Left, string Right)> SplitAsync(int round)
    {
        shop.Do($"split {round}");
        return new((round, $"r{round}"));
    }

    [Step]
    private ValueTask<int> BreatheAsync(int left)
    {
        shop.Do($"breathe {left}");
        return new(left - 4);
    }

    [Step]
    private ValueTask NoteAsync(string id)
    {
        shop.Do($"note {id}");
        return default;
    }
}
