using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using RunkonFlow.Typed.Processes;

namespace RunkonFlow.Typed.Tests.Processes;

/// <summary>With real processes; they need a Unix <c>sh</c>.</summary>
public sealed class ProcessStepsTests : IDisposable
{
    private readonly ProcessSteps _steps = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("process-steps-");
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Exit_code_and_both_streams_are_the_result()
    {
        var result = await _steps.RunAsync(Shell("echo out; echo err >&2; exit 3"), Token);

        Assert.Equal(new ProcessResult(3, "out\n", "err\n", false), result);
    }

    [Fact]
    public async Task Arguments_reach_the_program_as_they_are()
    {
        ImmutableArray<string> hard = ["two words", "", "\"quoted\"", "$HOME", "*", "line\nbreak", "ünï→"];

        var result = await _steps.RunAsync(new("sh", ["-c", "for a in \"$@\"; do printf '%s|' \"$a\"; done", "sh", .. hard]), Token);

        Assert.Equal(string.Join('|', hard) + "|", result.Output);
    }

    [Fact]
    public async Task Environment_and_working_directory_are_set()
    {
        var command = Shell("printf '%s %s' \"$COLOUR\" \"$(pwd -P)\"") with
        {
            WorkingDirectory = _folder.FullName,
            Environment = ImmutableDictionary<string, string>.Empty.Add("COLOUR", "green"),
        };

        var result = await _steps.RunAsync(command, Token);

        Assert.Equal($"green {_folder.FullName}", result.Output);
    }

    [Fact]
    public async Task Input_is_read_to_its_end_and_without_input_there_is_none()
    {
        var text = string.Concat(Enumerable.Repeat("0123456789", 50_000));

        var counted = await _steps.RunAsync(Shell("wc -c") with { Input = text }, Token);
        var empty = await _steps.RunAsync(Shell("wc -c"), Token);

        Assert.Equal("500000", counted.Output.Trim());
        Assert.Equal("0", empty.Output.Trim());
    }

    [Fact]
    public async Task Output_past_the_limit_is_dropped_and_the_program_still_ends_by_itself()
    {
        var result = await _steps.RunAsync(
            Shell("head -c 3000000 /dev/zero | tr '\\0' x; echo end >&2; exit 4") with { MaxOutputBytes = 1000 }, Token);

        Assert.Equal(4, result.ExitCode);
        Assert.Equal(new string('x', 1000), result.Output);
        Assert.Equal("end\n", result.Error);
        Assert.True(result.OutputTruncated);
    }

    [Theory]
    [InlineData("aé", 2, "a", true)]
    [InlineData("aé", 3, "aé", false)]
    [InlineData("a→b", 3, "a", true)]
    [InlineData("a→b", 4, "a→", true)]
    [InlineData("a😀", 4, "a", true)]
    [InlineData("ab", 0, "", true)]
    public async Task A_limit_never_cuts_a_character_in_two(string text, int limit, string kept, bool truncated)
    {
        var result = await _steps.RunAsync(new("printf", ["%s", text]) { MaxOutputBytes = limit }, Token);

        Assert.Equal((kept, truncated), (result.Output, result.OutputTruncated));
    }

    [Fact]
    public async Task Cancelling_kills_the_program_its_children_and_orphaned_grandchildren()
    {
        var pids = Path.Combine(_folder.FullName, "pids");
        // The inner sh ends at once, so its sleep is an orphan when the cancel comes: no walk from parent to child finds it.
        var command = Shell($"sh -c 'sleep 300 & echo $! >>{pids}' & sleep 300 & echo $! >>{pids}; echo $$ >>{pids}; wait; sleep 300");
        using var cancel = new CancellationTokenSource();
        var running = _steps.RunAsync(command, cancel.Token);
        var started = await LinesOfAsync(pids, 3);
        Assert.All(started, pid => Assert.True(IsAlive(pid)));

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        foreach (var pid in started) await EndsAsync(pid);
    }

    [Fact]
    public async Task What_the_program_leaves_behind_ends_with_it()
    {
        var result = await _steps.RunAsync(Shell("sleep 300 & echo $!"), Token);

        Assert.Equal(0, result.ExitCode);
        await EndsAsync(Pid(result.Output));
    }

    [Fact]
    public async Task A_process_that_left_the_group_and_holds_the_output_does_not_hold_the_step()
    {
        var clock = Stopwatch.StartNew();
        var result = await _steps.RunAsync(Shell("setsid sh -c 'echo $$; exec sleep 300' & sleep 0.5"), Token);

        Process.GetProcessById(Pid(result.Output)).Kill();
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 30);
    }

    [Fact]
    public async Task A_commands_own_timeout_kills_it_and_says_how_long_it_had()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(
            () => _steps.RunAsync(new("sleep", ["300"]) { Timeout = TimeSpan.FromMilliseconds(200) }, Token));

        Assert.Equal("'sleep' was killed because it ran for longer than 00:00:00.2000000.", failure.Message);
    }

    [Fact]
    public async Task A_cancelled_token_starts_nothing()
    {
        var trace = Path.Combine(_folder.FullName, "trace");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _steps.RunAsync(Shell($"touch {trace}"), new CancellationToken(canceled: true)));

        Assert.False(File.Exists(trace));
    }

    [Fact]
    public async Task A_missing_program_is_named()
    {
        var failure = await Assert.ThrowsAsync<ProgramNotFoundException>(() => _steps.RunAsync(new("no-such-program", []), Token));

        Assert.Equal("no-such-program", failure.Program);
        Assert.Equal("Cannot run 'no-such-program': no directory of PATH holds it.", failure.Message);
    }

    [Fact]
    public async Task The_commands_own_path_decides_where_a_program_is_looked_up()
    {
        var command = new ProcessCommand("sh", ["-c", "true"])
        {
            Environment = ImmutableDictionary<string, string>.Empty.Add("PATH", _folder.FullName),
        };

        await Assert.ThrowsAsync<ProgramNotFoundException>(() => _steps.RunAsync(command, Token));
    }

    [Fact]
    public async Task A_file_that_is_not_executable_is_no_program()
    {
        var file = Path.Combine(_folder.FullName, "plain.txt");
        await File.WriteAllTextAsync(file, "text", Token);

        var failure = await Assert.ThrowsAsync<ProgramNotFoundException>(() => _steps.RunAsync(new(file, []), Token));

        Assert.EndsWith("is not executable.", failure.Message);
    }

    [Fact]
    public async Task A_missing_working_directory_is_named()
    {
        var missing = Path.Combine(_folder.FullName, "gone");

        var failure = await Assert.ThrowsAsync<DirectoryNotFoundException>(
            () => _steps.RunAsync(Shell("true") with { WorkingDirectory = missing }, Token));

        Assert.Contains(missing, failure.Message);
    }

    [Fact]
    public async Task A_checked_run_fails_with_the_exit_code_and_what_the_program_said()
    {
        var failure = await Assert.ThrowsAsync<ProcessFailedException>(
            () => _steps.RunCheckedAsync(Shell("echo no luck >&2; exit 7"), Token));

        Assert.Equal(7, failure.Result.ExitCode);
        Assert.Equal("'sh' ended with exit code 7: no luck", failure.Message);
    }

    private static ProcessCommand Shell(string script) => new("sh", ["-c", script]);

    private static int Pid(string line) => int.Parse(line, CultureInfo.InvariantCulture);

    private static async Task<int[]> LinesOfAsync(string file, int count)
    {
        while (true)
        {
            if (File.Exists(file) && await File.ReadAllLinesAsync(file, Token) is { } lines && lines.Length == count)
                return [.. lines.Select(Pid)];
            await Task.Delay(10, Token);
        }
    }

    // A killed process may stay visible for a moment until init has read its exit code.
    private static async Task EndsAsync(int pid)
    {
        var clock = Stopwatch.StartNew();
        while (IsAlive(pid))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"process {pid} is still alive");
            await Task.Delay(10, Token);
        }
    }

    private static bool IsAlive(int pid)
    {
        var stat = $"/proc/{pid}/stat";
        try
        {
            return File.ReadAllText(stat) is { } text && text[(text.LastIndexOf(')') + 2)] != 'Z';
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return false;
        }
    }
}
