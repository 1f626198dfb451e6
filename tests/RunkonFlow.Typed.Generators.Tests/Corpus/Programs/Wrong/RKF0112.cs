// === A_caller_s_name_left_to_the_compiler
public static class Notes
{
    public static string Of(string text, [System.Runtime.CompilerServices.CallerMemberName] string by = "") => by + text;
}

[Workflow("noting")]
public sealed partial class Noting
{
    [Flow]
    public async Task<string> RunAsync(string text)
    {
        text = Notes.Of(text); // RKF0112 'by' 'Of'
        return await EchoAsync(text);
    }

    [Step]
    private Task<string> EchoAsync(string text) => Task.FromResult(text);
}

// === A_caller_s_line_of_a_step
[Workflow("noting")]
public sealed partial class Noting
{
    [Flow]
    public async Task<string> RunAsync(string text)
    {
        return await EchoAsync(text); // RKF0112 'line' 'EchoAsync'
    }

    [Step]
    private Task<string> EchoAsync(string text, [System.Runtime.CompilerServices.CallerLineNumber] int line = 0) => Task.FromResult(text + line);
}
