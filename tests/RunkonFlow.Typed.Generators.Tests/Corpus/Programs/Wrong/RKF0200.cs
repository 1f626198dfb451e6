// === A_stream_lives_across_a_step
    [Flow]
    public async Task<long> RunAsync(int n)
    {
        var stream = new MemoryStream(); // RKF0200 'stream' MemoryStream
        await AddAsync(n);
        return stream.Length;
    }

// === A_delegate_lives_across_a_step
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        Func<int, int> twice = x => 2 * x; // RKF0200 'twice'
        n = await AddAsync(n);
        return twice(n);
    }

// === A_lazy_sequence_lives_across_a_step
    [Flow]
    public async Task<int> RunAsync(int[] numbers)
    {
        var big = numbers.Where(x => x > 3); // RKF0200 'big' ToArray
        await AddAsync(1);
        return big.Count();
    }

// === An_anonymous_object_lives_across_a_step
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var pair = new { Left = n, Right = 2 }; // RKF0200 'pair' record
        await AddAsync(n);
        return pair.Left;
    }

// === An_object_lives_across_a_step
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        object boxed = n; // RKF0200 'boxed' object
        await AddAsync(n);
        return (int)boxed;
    }

// === A_cancellation_source_lives_across_a_step
    [Flow]
    public async Task<bool> RunAsync(int n)
    {
        var source = new CancellationTokenSource(); // RKF0200 'source' CancellationTokenSource
        await AddAsync(n);
        return source.IsCancellationRequested;
    }

// === A_task_lives_across_a_step
    [Flow]
    public async Task<bool> RunAsync(int n)
    {
        var task = Task.FromResult(n); // RKF0200 'task' Task
        await AddAsync(n);
        return task.IsCompleted;
    }

// === An_enumerator_lives_across_a_step
    [Flow]
    public async Task<bool> RunAsync(List<int> numbers)
    {
        var each = numbers.GetEnumerator(); // RKF0200 'each'
        await AddAsync(1);
        return each.MoveNext();
    }

// === A_reader_lives_across_a_timer
    [Flow]
    public async Task<int> RunAsync(string text)
    {
        TextReader reader = new StringReader(text); // RKF0200 'reader' TextReader
        await Flow.Delay(TimeSpan.FromHours(1));
        return reader.Read();
    }

// === An_injected_service_in_a_local_lives_across_a_step
    [Flow]
    public async Task<bool> RunAsync(string article)
    {
        var shelf = stock; // RKF0200 'shelf' IStock
        await AddAsync(1);
        return shelf.Knows(article);
    }

// === A_lambda_s_captured_local_outlives_its_segment
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var count = 0;
        Action more = () => count++; // RKF0200 'more'
        more();
        await AddAsync(n);
        more();
        return count;
    }

// === A_delegate_crosses_a_segment_boundary
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        Func<int, int> twice = x => 2 * x; // RKF0200 'twice'
        if (twice(n) > 3)
            await AddAsync(n);
        return n;
    }

// === A_type_of_the_class_lives_across_a_step
    [Flow]
    public async Task<string> RunAsync(int n)
    {
        var type = typeof(int); // RKF0200 'type' Type
        await AddAsync(n);
        return type.Name;
    }

// === An_exception_lives_across_a_step
    [Flow]
    public async Task<string> RunAsync(int n)
    {
        Exception? failure = null; // RKF0200 'failure' Exception
        try
        {
            n /= n;
        }
        catch (DivideByZeroException e)
        {
            failure = e;
        }

        await AddAsync(n);
        return failure?.Message ?? "";
    }

// === An_open_interface_lives_across_a_step
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        IComparable value = n; // RKF0200 'value' IComparable
        await AddAsync(n);
        return value.CompareTo(3);
    }

// === A_pattern_variable_lives_across_a_step
    [Flow]
    public async Task<int> RunAsync(int[] numbers)
    {
        if (numbers.Skip(1) is { } rest) // RKF0200 'rest'
        {
            await AddAsync(1);
            return rest.Count();
        }

        return 0;
    }

// === An_element_of_a_durable_loop_cannot_be_stored
    [Flow]
    public async Task<int> RunAsync(int[] numbers)
    {
        var n = 0;
        foreach (var half in numbers.Chunk(2).Select(c => c.AsEnumerable())) // RKF0200 'half'
        {
            await AddAsync(1);
            n += half.Count();
        }

        return n;
    }

// === An_exception_caught_inside_a_loop_lives_across_a_step_in_a_sub_flow
    [Flow]
    public async Task<string> RunAsync(int n) => await PartAsync(n);

    [SubFlow]
    private async Task<string> PartAsync(int n)
    {
        var http2 = new HttpClient(); // RKF0200 'http2' HttpClient
        await AddAsync(n);
        return $"{http2.BaseAddress}";
    }

// === A_local_is_captured_by_a_lambda_that_an_event_keeps
namespace Other;

public sealed class Bell { public event Action? Rung; public void Ring() => Rung?.Invoke(); }

[Workflow("bells")]
public sealed partial class Bells(Bell bell)
{
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var count = 0;
        bell.Rung += () => count++; // RKF0200 'count' 'bell.Rung'
        await RingAsync(n);
        return count;
    }

    [Step]
    private Task RingAsync(int n) { bell.Ring(); return Task.FromResult(n); }
}

// === A_dynamic_value_lives_across_a_step
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        dynamic value = n; // RKF0200 'value' dynamic
        await AddAsync(n);
        return (int)value;
    }

// === A_step_s_failure_lives_across_a_step
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        StepFailedException? last = null; // RKF0200 'last' StepFailedException
        try
        {
            n = await AddAsync(n);
        }
        catch (StepFailedException e)
        {
            last = e;
        }

        await NoteAsync("x");
        return last?.Attempts ?? n;
    }

// === A_span_crosses_a_segment_boundary
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        Span<int> two = stackalloc int[2]; // RKF0200 'two' array
        if (two[0] == 0)
        {
            await AddAsync(n);
        }

        return n;
    }

// === A_lazy_value_lives_across_a_step
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var value = new Lazy<int>(() => 3); // RKF0200 'value' Lazy
        await AddAsync(n);
        return value.Value;
    }

// === A_sequence_crosses_a_segment_boundary_with_a_lambda_that_captures
    [Flow]
    public async Task<int> RunAsync(int[] numbers, int limit)
    {
        var big = numbers.Where(x => x > limit); // RKF0200 'big' ToArray
        if (big.Any())
        {
            await AddAsync(1);
        }

        return 0;
    }
